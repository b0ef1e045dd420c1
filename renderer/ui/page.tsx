import type { ReactNode } from 'react';
import styles from './page.module.css';

type PageProps = { readonly title: string; readonly lead: string; readonly children: ReactNode };

/** A screen that begins with its name and a sentence on what it is for. */
export function Page({ title, lead, children }: PageProps) {
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
      </header>
      {children}
    </div>
  );
}
