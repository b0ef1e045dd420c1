import type { Throughput } from '#shared/model/analysis.ts';
import type { Verdict } from '#shared/model/verdict.ts';

/** A table cell: text, or a status (icon + word + colour). */
export type Cell = { readonly text: string; readonly verdict?: Verdict; readonly mono?: boolean };

/** The parts a report is made of, in reading order; every output (HTML, Markdown) renders the same blocks. */
export type Block =
  | { readonly type: 'heading'; readonly level: 2 | 3; readonly text: string; readonly verdict?: Verdict }
  | { readonly type: 'text'; readonly text: string; readonly lead?: boolean }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'quote'; readonly text: string; readonly place: string }
  | { readonly type: 'command'; readonly label: string; readonly text: string }
  | {
      readonly type: 'ladder';
      readonly caption: string;
      readonly ends: readonly [LadderEnd, LadderEnd];
      readonly rows: readonly LadderRow[];
    }
  | { readonly type: 'throughput'; readonly series: Throughput; readonly caption: string; readonly labels: ChartLabels };

export type LadderEnd = { readonly name: string; readonly address: string };

/** One message of an exchange, or a statement of one end. */
export type LadderRow = {
  readonly time: string;
  readonly text: string;
  readonly from: 'on-premises' | 'azure';
  readonly kind: 'message' | 'statement';
  readonly count: number;
  readonly isFailed: boolean;
  readonly isLost: boolean;
};

export type ChartLabels = {
  readonly received: string;
  readonly transmitted: string;
  readonly limit: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
};

export type ReportDocument = {
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  /** The one line that differs between two exports of the same case. */
  readonly exported: string;
  readonly verdictWords: Readonly<Record<Verdict, string>>;
  readonly footer: string;
  readonly blocks: readonly Block[];
};
