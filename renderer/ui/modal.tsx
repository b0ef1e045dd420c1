import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './modal.module.css';

type ModalProps = {
  readonly label: string;
  readonly onClose: () => void;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/**
 * A panel over everything. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back;
 * a click on the darkened rest closes it too.
 */
export function Modal({ label, onClose, className, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element?.open) element?.showModal();
    // Only a click on the backdrop has the dialog itself as its target; its content fills it.
    const onClick = (event: Event): void => {
      if (event.target === element) element?.close();
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, []);
  return (
    <dialog ref={dialog} className={styles.modal} aria-label={label} onClose={onClose}>
      <div className={cx(styles.content, className)}>{children}</div>
    </dialog>
  );
}
