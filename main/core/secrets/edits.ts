import { byteOffsets, decodeAll, encodeAscii } from './byte-spans.ts';
import type { Finding } from './finding.ts';
import { scanShown } from './scan-shown.ts';
import { secretMarker } from './value.ts';

/** A stretch of bytes to replace. `finding` is set on the first stretch of each secret, so that secrets are counted once. */
export type Edit = { readonly from: number; readonly to: number; readonly bytes: Uint8Array; readonly finding: Finding | null };

export type Edits = { readonly edits: readonly Edit[]; readonly masked: readonly Finding[] };

type View = { readonly encoding: string; readonly skip: number };

const hints = [
  'key',
  'Key',
  'KEY',
  'psk',
  'Psk',
  'PSK',
  'ecret',
  'ECRET',
  'assw',
  'ASSW',
  'oken',
  'sig=',
  'eyJ',
  '://',
  'earer',
  'ommunity',
  'ecureStr',
  'asdial',
  '/user:',
  '/pass:',
  'reshare',
];

/** As bytes, because UTF-16 searched as text is found at even offsets only. */
const hintBytes = {
  latin1: hints.map((hint) => Buffer.from(hint, 'latin1')),
  utf16le: hints.map((hint) => Buffer.from(hint, 'utf16le')),
} as const;

/** A cheap look at the bytes for any word that stands near a secret; most binary files hold none. */
function mayHoldSecret(bytes: Uint8Array, encoding: 'latin1' | 'utf16le'): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return hintBytes[encoding].some((hint) => buffer.includes(hint));
}

/**
 * Ways to read the bytes. A file may hold two encodings, because PowerShell appends UTF-16 to ASCII files and the other way round,
 * and binary files hold strings in either: each is looked at as well.
 */
function views(bytes: Uint8Array, encoding: string): readonly View[] {
  const main: View = { encoding: encoding === 'binary' ? 'windows-1252' : encoding, skip: 0 };
  const narrow: View = { encoding: 'windows-1252', skip: 0 };
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return mayHoldSecret(bytes, 'latin1') ? [main, narrow] : [main];
  const first = encoding !== 'binary' || mayHoldSecret(bytes, 'latin1') ? [main] : [];
  if (!bytes.includes(0) || !mayHoldSecret(bytes, 'utf16le')) return first;
  return [...first, { encoding: 'utf-16le', skip: 0 }, { encoding: 'utf-16le', skip: 1 }];
}

/** The parts of a finding on each of its lines, so that the file keeps its line numbers. */
function pieces(text: string, finding: Finding): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const m of text.slice(finding.start, finding.end).matchAll(/[^\r\n]+/g)) {
    const blanks = m.index === 0 ? 0 : m[0].length - m[0].trimStart().length;
    if (blanks < m[0].length) found.push({ start: finding.start + m.index + blanks, end: finding.start + m.index + m[0].length });
  }
  return found;
}

function marker(finding: Finding, length: number, view: View, binary: boolean): Uint8Array {
  if (binary) return encodeAscii('*'.repeat(length), view.encoding);
  return encodeAscii(finding.quoted ? `"${secretMarker}"` : secretMarker, view.encoding);
}

/** Between the strings of a binary file stand bytes that are no text: each string is a line of its own for the rules. */
const controls = /[^\P{Cc}\t\r\n]/gu;

function editsOfView(bytes: Uint8Array, view: View, path: string, binary: boolean): Edits {
  const part = bytes.subarray(view.skip);
  const { text: decoded } = decodeAll(part, view.encoding);
  const text = binary ? decoded.replace(controls, '\n') : decoded;
  const findings = scanShown(text, path);
  const found = findings.filter((f) => f.state !== 'masked');
  const all = found.flatMap((finding) => pieces(text, finding).map((p, i) => ({ ...p, finding, first: i === 0 })));
  const offsets = byteOffsets(
    part,
    view.encoding,
    all.flatMap((p) => [p.start, p.end]),
  );
  const edits = all.map((p, i) => ({
    from: view.skip + offsets[2 * i]!,
    to: view.skip + offsets[2 * i + 1]!,
    bytes: marker(p.finding, p.end - p.start, view, binary),
    finding: p.first ? p.finding : null,
  }));
  return { edits, masked: findings.filter((f) => f.state === 'masked') };
}

/** What to replace in a file's bytes, in order and not overlapping. In binary content lengths are kept. */
export function findEdits(bytes: Uint8Array, encoding: string, path: string): Edits {
  // What the file's name says about its whole content is true of the main reading only.
  const found = views(bytes, encoding).map((view, i) =>
    editsOfView(bytes, view, i === 0 && encoding !== 'binary' ? path : '', encoding === 'binary'),
  );
  const edits: Edit[] = [];
  let end = 0;
  for (const edit of found.flatMap((f) => f.edits).toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (edit.from < end) continue;
    edits.push(edit);
    end = edit.to;
  }
  return { edits, masked: found.flatMap((f) => f.masked) };
}

/** The bytes from `from` to `to` with the edits in that range applied. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[], from: number, to: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = from;
  for (const edit of edits) {
    if (edit.to <= from || edit.from >= to) continue;
    parts.push(bytes.subarray(at, Math.max(at, edit.from)), edit.bytes);
    at = Math.max(at, edit.to);
  }
  if (parts.length === 0) return bytes.subarray(from, to);
  parts.push(bytes.subarray(at, Math.max(at, to)));
  return Buffer.concat(parts);
}
