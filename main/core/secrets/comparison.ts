import { createHmac, randomBytes } from 'node:crypto';
import type { SharedKeyComparison } from '#shared/model/fact.ts';
import type { Finding } from './finding.ts';

/** What is remembered of a key: keyed digests of it and of it with common slips undone, never the key. */
type Fingerprint = { readonly exact: string; readonly noBlanks: string; readonly noQuotes: string; readonly lower: string };
type Seen = {
  readonly side: 'azure' | 'device';
  readonly connection: string | null;
  readonly fingerprint: Fingerprint | null;
  readonly path: string;
};

export type Comparison = { readonly comparison: SharedKeyComparison; readonly paths: readonly string[] };

export type Comparer = { readonly add: (finding: Finding, path: string) => void; readonly finish: () => readonly Comparison[] };

function distinct(seen: readonly Seen[]): readonly Fingerprint[] {
  return [...new Map(seen.flatMap((s) => (s.fingerprint ? [[s.fingerprint.exact, s.fingerprint] as const] : []))).values()];
}

function differenceOf(a: Fingerprint, b: Fingerprint): SharedKeyComparison['difference'] {
  if (a.noBlanks === b.noBlanks) return 'blanks';
  if (a.noQuotes === b.noQuotes) return 'quotes';
  return a.lower === b.lower ? 'letter-case' : undefined;
}

function judge(azure: readonly Seen[], device: readonly Seen[], connection: string | null): SharedKeyComparison {
  const base = { kind: 'shared-key-comparison', connection } as const;
  const [a, b] = [distinct(azure), distinct(device)];
  const hidden = (side: readonly Seen[], clear: readonly Fingerprint[]) => side.length > 0 && clear.length === 0;
  if (hidden(azure, a) || hidden(device, b)) return { ...base, result: 'cannot-tell', why: 'masked' };
  if (azure.length === 0 || device.length === 0) return { ...base, result: 'cannot-tell', why: 'one-end' };
  if (a.length > 1 || b.length > 1) return { ...base, result: 'cannot-tell', why: 'several' };
  const [one, other] = [a[0]!, b[0]!];
  if (one.exact === other.exact) return { ...base, result: 'same', why: 'compared' };
  const difference = differenceOf(one, other);
  return { ...base, result: 'different', why: 'compared', ...(difference ? { difference } : {}) };
}

function pathsOf(seen: readonly Seen[]): readonly string[] {
  return [...new Set(seen.map((s) => s.path))].toSorted();
}

/** One comparison for each connection that both ends name, then one over what is left; in a fixed order. */
function compareAll(seen: readonly Seen[]): readonly Comparison[] {
  const names = (side: Seen['side']) => new Set(seen.flatMap((s) => (s.side === side && s.connection ? [s.connection.toLowerCase()] : [])));
  const device = names('device');
  const shared = [...names('azure')].filter((n) => device.has(n)).toSorted();
  const groups = shared.map((name) => ({ items: seen.filter((s) => s.connection?.toLowerCase() === name), label: true }));
  const rest = seen.filter((s) => !s.connection || !shared.includes(s.connection.toLowerCase()));
  const bothEnds = rest.some((s) => s.side === 'azure') && rest.some((s) => s.side === 'device');
  if (bothEnds || (rest.length > 0 && groups.length === 0)) groups.push({ items: rest, label: false });
  return groups.map(({ items }) => {
    const azure = items.filter((s) => s.side === 'azure');
    const named = [...new Set(azure.flatMap((s) => s.connection ?? []))];
    const comparison = judge(
      azure,
      items.filter((s) => s.side === 'device'),
      named.length === 1 ? named[0]! : null,
    );
    return { comparison, paths: pathsOf(items) };
  });
}

/** Compares keys by HMAC-SHA-256 under a random key of 32 bytes that exists in this closure only and is overwritten at the end. */
export function createComparer(): Comparer {
  const secret = randomBytes(32);
  const digest = (text: string): string => createHmac('sha256', secret).update(text, 'utf8').digest('base64');
  let seen: Seen[] = [];
  const fingerprint = (value: string): Fingerprint => {
    const bare = value.trim().replace(/^(["'])(.*)\1$/s, '$2');
    return {
      exact: digest(value),
      noBlanks: digest(value.replaceAll(/\s/g, '')),
      noQuotes: digest(bare),
      lower: digest(value.toLowerCase()),
    };
  };
  return {
    add: ({ side, connection, state, value }, path) => {
      if (side !== 'other') seen.push({ side, connection, fingerprint: state === 'clear' ? fingerprint(value) : null, path });
    },
    finish: () => {
      const result = compareAll(seen);
      seen = [];
      secret.fill(0);
      return result;
    },
  };
}
