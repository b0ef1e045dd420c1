import { Button } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './dropdown.module.css';

type DropdownProps = {
  readonly name: string;
  /** What the button shows; its name when left out. */
  readonly label?: ReactNode;
  readonly isSet: boolean;
  readonly disabled?: boolean;
  /** Drawn while the panel is open. */
  readonly children: ReactNode;
};

/**
 * A button with a panel below it. The browser's own popover opens and closes it: above everything, closed by Escape and by
 * a click elsewhere, with the focus going back to the button.
 */
export function Dropdown({ name, label, isSet, disabled = false, children }: DropdownProps) {
  const holder = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const anchor = `--dropdown${useId().replaceAll(/[^\w-]/g, '')}`;
  useLayoutEffect(() => {
    const button = holder.current?.querySelector('button');
    if (button) button.popoverTargetElement = panel.current;
    holder.current?.style.setProperty('anchor-name', anchor);
    panel.current?.style.setProperty('position-anchor', anchor);
  }, [anchor]);
  useLayoutEffect(() => {
    if (open) panel.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [open]);
  return (
    <>
      <span ref={holder}>
        <Button
          size="small"
          className={styles.trigger}
          disabled={disabled}
          appearance={isSet ? 'outline' : 'subtle'}
          icon={<ChevronDownRegular />}
          iconPosition="after"
          aria-expanded={open}
        >
          {label ?? name}
        </Button>
      </span>
      <dialog
        ref={panel}
        popover="auto"
        aria-label={name}
        className={styles.panel}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children}
      </dialog>
    </>
  );
}
