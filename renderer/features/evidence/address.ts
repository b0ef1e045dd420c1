import type { CaseData } from '../case/case-store.ts';
import type { ViewerAddress } from './viewer-store.ts';

type Query = Readonly<Partial<Record<'source' | 'seq' | 'text' | 'only', string | undefined>>>;

/** What the address of the screen asks for (`links.ts` writes it). A number that is none is as good as no record. */
export function addressOf({ source, seq, text, only }: Query): ViewerAddress {
  if (source !== undefined && seq !== undefined && /^\d{1,15}$/.test(seq))
    return { kind: 'record', place: { sourceId: source, seq: Number(seq) } };
  if (text !== undefined && text !== '') return { kind: 'text', text: text.slice(0, 500) };
  return only !== undefined ? { kind: 'source', id: only } : { kind: 'none' };
}

/** Changes when the list must be opened again: other sources, more records, other citations. */
export function revisionOf({ detail, analysis }: CaseData): string {
  const citations = analysis.findings.flatMap((f) => f.citations.map((c) => `${c.sourceId}/${c.seq}`));
  return `${detail.sources.map((s) => `${s.id}=${s.records}@${s.zoneSet ?? ''}`).join(' ')} | ${citations.join(' ')}`;
}
