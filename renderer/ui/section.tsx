import { useId, type ReactNode } from 'react';
import styles from './section.module.css';

type SectionProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
};

/** A named part of a screen; the name is a heading, so that a screen reader can jump to it. */
export function Section({ title, aside, children, className }: SectionProps) {
  const id = useId();
  return (
    <section className={className} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
