import type { Citation } from '#shared/model/analysis.ts';
import { evidenceLink } from '../app/links.ts';
import { useText } from '../i18n/provider.tsx';
import styles from './citation.module.css';

type CitationProps = { readonly caseId: string; readonly citation: Citation };

/** File name and lines of a citation: `ike-log.json:12`, `12–14` when it spans several. */
export function placeText(citation: Citation): string {
  const name = citation.path.split('/').at(-1) ?? citation.path;
  return citation.endLine > citation.line ? `${name}:${citation.line}–${citation.endLine}` : `${name}:${citation.line}`;
}

/** A link to the line that a statement rests on. */
export function CitationLink({ caseId, citation }: CitationProps) {
  const t = useText();
  return (
    <a
      className={styles.link}
      href={evidenceLink(caseId, citation)}
      title={citation.path}
      aria-label={t('ui.citation.open', { place: placeText(citation) })}
    >
      {placeText(citation)}
    </a>
  );
}

/** The quoted lines under their place; the whole block opens them in the evidence. */
export function CitationQuote({ caseId, citation }: CitationProps) {
  return (
    <div className={styles.quote}>
      <CitationLink caseId={caseId} citation={citation} />
      {citation.quote !== '' && (
        <pre className={styles.lines} lang="en">
          {citation.quote}
        </pre>
      )}
    </div>
  );
}
