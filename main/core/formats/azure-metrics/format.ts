import { message } from '#shared/model/message.ts';
import type { RecordTime } from '#shared/model/record.ts';
import { readJsonTree } from '../azure/json-tree.ts';
import { collectFile } from '../azure/lines.ts';
import { delimiterOf, readRows } from '../azure-monitor/read-rows.ts';
import { columnKey, timeOfRow } from '../azure-monitor/row.ts';
import type { LogRow } from '../azure-monitor/row.ts';
import type { Format, Parsed, ParseInput, Sample } from '../format.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { rejected } from '../shared/parsed.ts';
import type { Unit } from '../shared/parsed.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { findPoints, holdsMetric, resourceName } from './metric-tree.ts';
import { sampleOf, secondsOf } from './metric.ts';
import type { MetricPoint } from './metric.ts';

/** Answers of the metrics API, in whatever order their members stand. */
const treeMarks = /"(?:timeseries|Timeseries)"\s{0,20}:|"TimeStamp"\s{0,20}:\s{0,20}"[\s\S]{0,600}"(?:Average|Total|Maximum)"\s{0,20}:/;
/** Rows of the AzureMetrics table and of blobs `insights-metrics-pt1m`. */
const rowMark = /\bmetricname\b/i;

function sample(point: MetricPoint, place: Unit, time: RecordTime | null, host: string | null): Parsed | null {
  const found = sampleOf(point);
  if (found === null) return null;
  return {
    type: 'record',
    record: {
      place: { line: place.line, endLine: place.endLine, offset: place.offset },
      time,
      level: null,
      what: message('record.metric', { metric: point.metric, value: Math.round(found.value * 100) / 100 }),
      who: [host, ...point.dimensions].filter((part) => part !== null).join(' ') || null,
      data: { kind: 'perf-sample', host, values: { [found.key]: found.value } },
      text: place.text,
    },
  };
}

/** Azure Monitor writes UTC; `az` leaves the zone out in older versions. */
function utc(text: string): RecordTime | null {
  const time = parseWindowsDate(text, 'mdy');
  return time === null || time.utcMs !== null ? time : { ...time, utcMs: time.localMs, offsetMinutes: 0, zone: 'utc' };
}

function* fromTree(input: ParseInput): Generator<Parsed> {
  const file = collectFile(input.lines());
  if (file === null) {
    yield rejected(1, 'reject.azure-too-large', '');
    return;
  }
  const text = file.lines.map((line) => line.text).join('\n');
  const start = text.search(/[[{]/);
  if (start < 0) return;
  const { root, trouble } = readJsonTree(text, start, text.slice(0, start).split('\n').length);
  for (const { node, time, resource, ...point } of root === null ? [] : findPoints(root)) {
    const unit = {
      line: node.line,
      endLine: node.endLine,
      offset: file.table.offset(node.line),
      text: file.table.slice(node.line, node.endLine),
    };
    const found = sample(point, unit.text.length > 4000 ? { ...unit, text: `${point.metric} ${time}` } : unit, utc(time), resource);
    if (found !== null) yield found;
  }
  if (trouble !== null) yield rejected(trouble.line, 'reject.azure-bad-json', file.table.slice(trouble.line, trouble.line));
}

function figure(row: LogRow, name: string): number | null {
  const value = Number(row.get(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function* fromRows(input: ParseInput): Generator<Parsed> {
  for (const item of readRows(input)) {
    if (item.type === 'rejected') {
      yield item;
      continue;
    }
    const { row, unit } = item;
    const metric = row.get('metricname');
    if (metric === undefined) continue;
    const values = { average: figure(row, 'average'), maximum: figure(row, 'maximum'), total: figure(row, 'total') };
    const point = { metric, dimensions: [], ...values, seconds: secondsOf(row.get('timegrain')) };
    const host = row.get('resource') ?? resourceName(row.get('resourceid') ?? row.get('_resourceid') ?? null);
    const found = sample(point, unit, timeOfRow(row), host);
    if (found !== null) yield found;
  }
}

function isTree(text: string): boolean {
  const start = text.slice(0, 200).search(/[[{]/);
  if (start < 0 || text.slice(0, start).trim().replace('\uFEFF', '') !== '' || !treeMarks.test(text)) return false;
  const { root } = readJsonTree(text, start);
  return root !== null && holdsMetric(root);
}

function isRows(text: string): boolean {
  if (!rowMark.test(text)) return false;
  const first = /^\uFEFF?(?:#TYPE [^\r\n]{0,300}[\r\n]{1,2})?\s*([^\r\n]{0,20000})/.exec(text)?.[1] ?? '';
  if (/^[{[]/.test(first))
    return /"metricName"/i.test(text) && /"(?:average|total|maximum)"/i.test(text) && /"time(?:Generated)?"/i.test(text);
  const keys = new Set(splitCsvLine(first, delimiterOf(first)).map(columnKey));
  return (
    keys.has('metricname') && (keys.has('timegenerated') || keys.has('time')) && ['average', 'total', 'maximum'].some((k) => keys.has(k))
  );
}

function detect({ text }: Sample): number {
  if (text === null) return 0;
  return isTree(text) || isRows(text) ? 0.96 : 0;
}

/** Figures of Azure Monitor about gateways and virtual machines: answers of the metrics API, rows of AzureMetrics, blobs. */
export const format: Format = {
  id: 'azure-metrics',
  detect,
  parse: function* (input) {
    let head = '';
    for (const line of input.lines()) {
      head += `${line.text.slice(0, 8000)}\n`;
      if (head.length > 64 * 1024) break;
    }
    yield* isRows(head) && !isTree(head) ? fromRows(input) : fromTree(input);
  },
};
