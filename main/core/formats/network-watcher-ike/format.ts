import { plainRecord } from '../device-text/device-data.ts';
import type { Format, Parsed, ParseInput, Sample } from '../format.ts';
import { readConnectionStats, readCpuStats } from './stats.ts';
import { readIkeErrors, readIkeLogs } from './ike-lines.ts';
import { readTrace } from './trace.ts';

type Kind = 'errors' | 'logs' | 'connection' | 'cpu' | 'trace' | 'summary';

/** The files of a VPN troubleshoot archive by what only they contain; what stands first wins. */
const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['trace', /^\[\d{1,4}\][0-9A-F]{4}\.[0-9A-F]{4,8}::\S{8,40} \[ikeext\]/m],
  ['summary', /^Total Buffers Processed[\s\S]{0,600}^Total Events {1,4}Processed/m],
  ['errors', /^Error: .{1,300}[\r\n]{1,2}\s*based on log ?:/m],
  ['connection', /^Connectivity State ?:/m],
  ['cpu', /^Current CPU Usage ?: ?\d/m],
  [
    'logs',
    /^(?:\uFEFF)?(?:.{0,60}SESSION_ID ?:\{.{36}\} )?.{0,40}Remote \S{2,60}: Local \S{2,60}: ?\[?|^IkeCleanup[MQ]MNegotiation called with error/m,
  ],
];

function kindOf(text: string): Kind | null {
  return kinds.find(([, mark]) => mark.test(text))?.[0] ?? null;
}

function* plainLines(input: ParseInput): Generator<Parsed> {
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    yield { type: 'record', record: plainRecord(line) };
  }
}

const readers: Readonly<Record<Kind, (input: ParseInput) => Iterable<Parsed>>> = {
  errors: readIkeErrors,
  logs: readIkeLogs,
  connection: readConnectionStats,
  cpu: readCpuStats,
  trace: readTrace,
  summary: plainLines,
};

const headChars = 64 * 1024;

function head(input: ParseInput): string {
  let text = '';
  for (const line of input.lines()) {
    text += `${line.text.slice(0, 4000)}\n`;
    if (text.length > headChars) break;
  }
  return text;
}

function detect({ text }: Sample): number {
  if (text === null || (/^\uFEFF?\s*[{["<]/.test(text.slice(0, 200)) && !/^\[\d{1,4}\][0-9A-F]{4}\./.test(text))) return 0;
  const kind = kindOf(text);
  if (kind === null) return 0;
  return kind === 'logs' && !/\[(?:SEND|RECV|RECEIVED|LOCAL|LOCAL_MSG)\]|IkeCleanup|Traffic Selector payload/i.test(text) ? 0 : 0.9;
}

/** Files of Network Watcher's VPN troubleshoot archive, and lines of the gateway's IKE log saved as text. */
export const format: Format = {
  id: 'network-watcher-ike',
  detect,
  parse: (input) => readers[kindOf(head(input)) ?? 'summary'](input),
};
