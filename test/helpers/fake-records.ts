import type { ApiClient } from '#shared/api/client.ts';
import { fail, ok, type Result } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import type { Level, RecordDetail, RecordFilter, RecordRow, RecordTime } from '#shared/model/record.ts';

export type FakeRecords = Pick<ApiClient, 'records.open' | 'records.page' | 'records.histogram' | 'records.get' | 'records.locate'>;

/** A case of `total` records made up on demand: record n of the time order is entry n / 4 of one of four sources. */
export type FakeRecordsOptions = {
  readonly total: number;
  /** One record in this many is cited. */
  readonly citedEvery?: number;
};

export const fakeStartMs = Date.parse('2026-11-18T13:40:00Z');
const stepMs = 250;

export const fakeSources = [
  { id: 'src-rras/rasclient-application.txt', path: 'rras/rasclient-application.txt', zone: 'utc' },
  { id: 'src-rras/remoteaccess-system.txt', path: 'rras/remoteaccess-system.txt', zone: 'unknown' },
  { id: 'src-azure/connection.json', path: 'azure/connection.json', zone: 'offset' },
  { id: 'src-notes/handover.txt', path: 'notes/handover.txt', zone: 'utc' },
] as const;

const codes = [809, 13801, 1931, 13806];

function levelOf(n: number): Level | null {
  if (n % 1009 === 0) return 'critical';
  if (n % 97 === 0) return 'error';
  if (n % 23 === 0) return 'warning';
  return n % 4 === 3 ? null : n % 5 === 0 ? 'verbose' : 'information';
}

function timeOf(n: number): RecordTime {
  const ms = fakeStartMs + n * stepMs;
  const zone = fakeSources[n % 4]?.zone ?? 'utc';
  return {
    utcMs: zone === 'unknown' ? null : ms,
    localMs: ms,
    offsetMinutes: zone === 'offset' ? 540 : zone === 'utc' ? 0 : null,
    zone,
    text: new Date(ms).toISOString().replace('T', ' ').slice(0, 23),
  };
}

function textOf(n: number): string {
  return n % 4 === 3
    ? `vpnd[312]: peer 20.40.1.2 retransmit ${n}, no answer within 5 s`
    : `EventID : ${n % 97 === 0 ? 20227 : 20221} record ${n}`;
}

function rowOf(n: number, position: number, citedEvery: number): RecordRow {
  const failed = n % 97 === 0;
  const code = failed ? (codes[n % codes.length] ?? null) : null;
  return {
    position,
    sourceId: fakeSources[n % 4]?.id ?? '',
    seq: Math.floor(n / 4),
    time: timeOf(n),
    level: levelOf(n),
    what: failed
      ? message('record.dial-failed', { interface: 'AzureGateway', code: String(code) })
      : n % 4 === 3
        ? null
        : message('event.RasClient.20221'),
    text: textOf(n),
    who: n % 4 === 3 ? null : 'AzureGateway, SYSTEM',
    code,
    line: Math.floor(n / 4) * 9 + 1,
    cited: n % citedEvery === 7,
  };
}

function detailOf(row: RecordRow, n: number): RecordDetail {
  const source = fakeSources[n % 4];
  const isLine = n % 4 === 3;
  const fields = [
    { name: 'provider', value: 'RasClient' },
    { name: 'eventId', value: n % 97 === 0 ? '20227' : '20221' },
    { name: 'log', value: 'Application' },
    { name: 'computer', value: 'RRAS01.contoso.local' },
    { name: 'strings', value: '{4AB3E2C1-5D0F-4B7A-9E51-2C8F6D10A7B3}, SYSTEM, AzureGateway, 809' },
    { name: 'interfaceName', value: 'AzureGateway' },
  ];
  return {
    ...row,
    position: -1,
    path: source?.path ?? '',
    sha256: '7b1d4e2fa0c35698'.repeat(4),
    format: isLine ? 'unknown' : 'windows-eventlog-list',
    place: { line: row.line, endLine: isLine ? row.line : row.line + 8, offset: row.line * 80 },
    kind: isLine ? 'line' : 'windows-event',
    fields: isLine ? [] : fields,
    original: isLine
      ? row.text
      : `EventID            : ${n % 97 === 0 ? 20227 : 20221}\nMachineName        : RRAS01.contoso.local\nData               : {}\nIndex              : ${n}\nEntryType          : ${row.level ?? 'Information'}\nMessage            : CoId={4AB3E2C1-5D0F-4B7A-9E51-2C8F6D10A7B3}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.\nSource             : RasClient\nReplacementStrings : {{4AB3E2C1-5D0F-4B7A-9E51-2C8F6D10A7B3}, SYSTEM, AzureGateway, 809}\nTimeGenerated      : ${row.time?.text ?? ''}`,
    citedBy: row.cited
      ? [
          { check: 'A2', outcome: 'authentication' },
          { check: 'C1', outcome: 'authentication' },
        ]
      : [],
  };
}

function matcher(filter: RecordFilter): Result<(n: number) => boolean> {
  let pattern: RegExp | null = null;
  try {
    if (filter.text !== '')
      pattern = new RegExp(filter.mode === 'regex' ? filter.text : RegExp.escape(filter.text), filter.matchCase ? 'u' : 'iu');
  } catch {
    return fail('regex-invalid', { reason: 'syntax' });
  }
  return ok((n) => {
    const ms = fakeStartMs + n * stepMs;
    const level = levelOf(n);
    if (filter.fromMs !== null && ms < filter.fromMs) return false;
    if (filter.toMs !== null && ms > filter.toMs) return false;
    if (filter.sources.length > 0 && !filter.sources.includes(fakeSources[n % 4]?.id ?? '')) return false;
    if (filter.levels.length > 0 && (level === null || !filter.levels.includes(level))) return false;
    if (filter.eventIds.length > 0 && (n % 4 === 3 || !filter.eventIds.includes(n % 97 === 0 ? 20227 : 20221))) return false;
    return pattern === null || pattern.test(textOf(n));
  });
}

type View = { readonly total: number; readonly recordAt: (position: number) => number; readonly positionOf: (n: number) => number | null };

function everything(total: number): View {
  return { total, recordAt: (position) => position, positionOf: (n) => (n < total ? n : null) };
}

function some(records: readonly number[]): View {
  const positions = new Map(records.map((n, position) => [n, position]));
  return { total: records.length, recordAt: (position) => records[position] ?? 0, positionOf: (n) => positions.get(n) ?? null };
}

/** Place in time order; -1 for a source that is none of the four. */
function numberOf(sourceId: string, seq: number): number {
  const source = fakeSources.findIndex((s) => s.id === sourceId);
  return source === -1 ? -1 : seq * 4 + source;
}

/** Answers `records.*` from arithmetic, so that five million records cost no memory. */
export function createFakeRecords({ total, citedEvery = 1000 }: FakeRecordsOptions): FakeRecords {
  const views = new Map<string, View>();
  return {
    'records.open': async ({ filter }) => {
      const matches = matcher(filter);
      if (!matches.ok) return matches;
      const { text, sources, levels, eventIds, fromMs, toMs, citedOnly } = filter;
      const isOpen =
        text === '' && sources.length + levels.length + eventIds.length === 0 && fromMs === null && toMs === null && !citedOnly;
      const all = citedOnly ? Array.from({ length: Math.floor((total - 8) / citedEvery) + 1 }, (_, i) => i * citedEvery + 7) : null;
      const view = isOpen ? everything(total) : some((all ?? Array.from({ length: total }, (_, n) => n)).filter(matches.value));
      const viewId = `view-${views.size + 1}`;
      views.set(viewId, view);
      const msAt = (position: number): number | null => (view.total === 0 ? null : fakeStartMs + view.recordAt(position) * stepMs);
      return ok({
        viewId,
        total: view.total,
        firstMs: msAt(0),
        lastMs: msAt(view.total - 1),
        providers: ['RasClient', 'RemoteAccess'],
        eventIds: [20111, 20221, 20227],
      });
    },
    'records.page': async ({ viewId, start, count }) => {
      const view = views.get(viewId);
      if (!view) return fail('view-expired');
      return ok(
        Array.from({ length: Math.max(0, Math.min(count, view.total - start)) }, (_, i) =>
          rowOf(view.recordAt(start + i), start + i, citedEvery),
        ),
      );
    },
    'records.histogram': async ({ viewId, buckets }) => {
      const view = views.get(viewId);
      if (!view) return fail('view-expired');
      const names = ['none', 'critical', 'error', 'warning', 'information', 'verbose'];
      const counts: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, Array.from({ length: buckets }, () => 0)]));
      const step = Math.max(1, Math.floor(view.total / 20_000));
      for (let position = 0; position < view.total; position += step) {
        const bucket = counts[levelOf(view.recordAt(position)) ?? 'none'];
        const at = Math.min(buckets - 1, Math.floor((position / view.total) * buckets));
        if (bucket) bucket[at] = (bucket[at] ?? 0) + Math.round(step * (1 + Math.sin(at / 9)));
      }
      const last = view.total === 0 ? 0 : view.recordAt(view.total - 1);
      return ok({ fromMs: fakeStartMs, toMs: fakeStartMs + last * stepMs, counts });
    },
    'records.get': async ({ sourceId, seq }) => {
      const n = numberOf(sourceId, seq);
      return n < 0 || n >= total ? fail('not-found') : ok(detailOf(rowOf(n, -1, citedEvery), n));
    },
    'records.locate': async ({ viewId, sourceId, seq }) => {
      const view = views.get(viewId);
      if (!view) return fail('view-expired');
      const n = numberOf(sourceId, seq);
      return ok({ position: n >= 0 ? view.positionOf(n) : null });
    },
  };
}
