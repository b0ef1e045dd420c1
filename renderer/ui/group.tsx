import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './group.module.css';

type GroupProps = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly title?: string;
  readonly children: ReactNode;
};

/** Controls that belong together, named for screen readers; looks like a plain box. */
export function Group({ label, className, title, children }: GroupProps) {
  return (
    <fieldset className={cx(styles.group, className)} aria-label={label} title={title}>
      {children}
    </fieldset>
  );
}
