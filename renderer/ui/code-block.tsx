import type { ReactNode } from 'react';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';

type CodeBlockProps = {
  readonly code: string;
  /** What the code is for: the shell that it runs in, the file that it comes from. */
  readonly caption?: ReactNode;
};

/** A word of a command breaks at its end only: `--name` must not be torn after its dashes. */
function Token({ text }: { readonly text: string }) {
  return <span className={styles.token}>{text}</span>;
}

/** Code to copy; a long line wraps between words, so that nothing is cut and nothing widens the screen. */
export function CodeBlock({ code, caption }: CodeBlockProps) {
  return (
    <figure className={styles.block}>
      <figcaption className={styles.head}>
        <span className={styles.caption}>{caption}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre className={styles.code} lang="en">
        <code>{code.split(/(\s+)/).map((part, i) => (/^\s*$/.test(part) ? part : <Token key={i} text={part} />))}</code>
      </pre>
    </figure>
  );
}
