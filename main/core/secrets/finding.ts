/** A key, password or token found in a text, with what the comparison needs and never leaves this folder. */
export type Finding = {
  /** Character range of the value, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** The value as the device or Azure would use it: escapes undone. */
  readonly value: string;
  readonly side: Side;
  readonly connection: string | null;
  /** 'masked' values stay in the text; 'encrypted' ones are removed, and neither can be compared. */
  readonly state: SecretState;
  /** A JSON number or other bare literal: the marker needs quotes to keep the document readable. */
  readonly quoted?: boolean;
};

export type Side = 'azure' | 'device' | 'other';
export type SecretState = 'clear' | 'encrypted' | 'masked';

/** A value as read at a place in the text, before it is judged. */
export type RawValue = { readonly start: number; readonly end: number; readonly value: string };

function joined(a: Finding, b: Finding): Finding {
  const end = Math.max(a.end, b.end);
  const leading = a.side === 'other' && b.side !== 'other' ? b : a;
  return { ...leading, start: a.start, end, connection: a.connection ?? b.connection };
}

/** Findings in order of place. Overlapping ones become one that covers both, so that no part of a key survives. */
export function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const merged: Finding[] = [];
  for (const finding of sorted) {
    const last = merged.at(-1);
    if (last && finding.start < last.end && last.state !== 'masked') merged[merged.length - 1] = joined(last, finding);
    else if (!last || finding.start >= last.end) merged.push(finding);
    else if (finding.state !== 'masked')
      merged[merged.length - 1] = joined(finding.start < last.start ? finding : { ...finding, start: last.start }, last);
  }
  return merged;
}
