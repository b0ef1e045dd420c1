import type { ReactNode } from 'react';

type ScrollAreaProps = {
  /** Names the part for the memory of scroll positions (`app/screen.tsx`). */
  readonly name: string;
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** What scrolls must be reachable by keyboard, or its end could only be read with a mouse. */
const reachable = { tabIndex: 0 } as const;

/** A part of a screen that scrolls by itself. */
export function ScrollArea({ name, label, className, children }: ScrollAreaProps) {
  return (
    <section className={className} aria-label={label} data-scroll={name} {...reachable}>
      {children}
    </section>
  );
}
