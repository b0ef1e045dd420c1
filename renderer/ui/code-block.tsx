import type { ReactNode } from 'react';
import { useText } from '../i18n/provider.tsx';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';

type CodeBlockProps = {
  readonly code: string;
  /** What the code is for: the shell that it runs in, the file that it comes from. */
  readonly caption?: ReactNode;
};

/** Code to copy. Scrolls sideways inside its own frame, so that a long command never widens the screen. */
export function CodeBlock({ code, caption }: CodeBlockProps) {
  const t = useText();
  return (
    <figure className={styles.block}>
      <figcaption className={styles.head}>
        <span className={styles.caption}>{caption}</span>
        <CopyButton text={code} />
      </figcaption>
      {/* Scrollable with the keyboard, hence focusable and named. */}
      <pre className={styles.code} role="region" aria-label={t('ui.code')} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
