import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './tabs.module.css';

type TabsProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
  readonly size?: 'medium' | 'small';
  /** What the chosen tab shows. */
  readonly children: ReactNode;
};

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs with their panel: one stop for the Tab key, arrow keys choose. */
export function Tabs<T extends string>({ label, value, options, onChange, size = 'medium', children }: TabsProps<T>) {
  const id = useId();
  const at = options.findIndex((option) => option.value === value);
  const move = (key: string): void => {
    const step = steps[key];
    const next = step === undefined ? undefined : options[(at + step + options.length) % options.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <>
      <div className={cx(styles.tabs, size === 'small' && styles.small)} role="tablist" aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            id={`${id}-${option.value}`}
            type="button"
            className={styles.tab}
            role="tab"
            aria-selected={option.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={option.value === value ? 0 : -1}
            onClick={() => onChange(option.value)}
            onKeyDown={(event) => move(event.key)}
          >
            {option.text}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className={styles.panel} role="tabpanel" aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  );
}
