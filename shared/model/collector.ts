import type { CaseNames } from './analysis.ts';

export const collectorIds = ['linux'] as const;
export type CollectorId = (typeof collectorIds)[number];

export type CollectorParameter = {
  readonly id: string;
  /** The variable of the script that holds it. */
  readonly variable: string;
  readonly kind: 'text' | 'number';
  /** The name of the case that it is filled with. */
  readonly from: keyof CaseNames | null;
};

/** A script of assets/collectors, and what can be filled in before it leaves. */
export type Collector = {
  readonly id: CollectorId;
  readonly file: string;
  readonly language: 'bash' | 'powershell';
  /** Does more as root or administrator, and notes what it could not do without. */
  readonly wantsAdministrator: boolean;
  readonly parameters: readonly CollectorParameter[];
};

function parameter(id: string, variable: string, from: CollectorParameter['from'], kind: CollectorParameter['kind'] = 'text') {
  return { id, variable, kind, from } as const;
}

export const collectors: { readonly [C in CollectorId]: Collector } = {
  linux: {
    id: 'linux',
    file: 'collect-linux.sh',
    language: 'bash',
    wantsAdministrator: true,
    parameters: [
      parameter('gatewayAddress', 'GATEWAY', 'gatewayAddress'),
      parameter('targetHost', 'TARGET', 'targetHost'),
      parameter('sourceAddress', 'SOURCE', null),
      parameter('captureSeconds', 'CAPTURE', null, 'number'),
      parameter('since', 'SINCE', null),
    ],
  },
};

/** Longest value that is filled in; no name or address is longer. */
export const longestParameter = 250;

/** A value that a script can hold: one line of text, or digits; empty for none. */
export function isParameterValue({ kind }: CollectorParameter, value: string): boolean {
  if (value.length > longestParameter || /\p{Cc}/u.test(value)) return false;
  return kind === 'text' || /^\d{0,6}$/.test(value);
}
