import { collectionReason, collectionReasons } from '#shared/model/collection.ts';
import type { CollectionItemData, CollectionReason, CollectionRunData } from '#shared/model/collection.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Level, RecordTime } from '#shared/model/record.ts';
import { readJsonTree } from '../azure/json-tree.ts';
import { elements, flag, get, numeric, text } from '../azure/node.ts';
import type { AzureNode } from '../azure/node.ts';
import { collectFile } from '../azure/lines.ts';
import type { Format, NewRecord, Parsed, ParseInput } from '../format.ts';
import { rejected } from '../shared/parsed.ts';

const schemaMark = /"schema"\s*:\s*"tunnel-triage\/collection@\d{1,3}"/;
const mostItems = 2000;
const mostTools = 50;
const longest = 300;

const statuses: readonly CollectionItemData['status'][] = ['collected', 'failed', 'empty', 'skipped'];

function short(node: AzureNode | null, name: string): string | null {
  return text(node, name)?.slice(0, longest) ?? null;
}

function reasonOf(node: AzureNode): CollectionReason | null {
  const told = text(node, 'reason');
  if (told === null) return null;
  return collectionReasons.find((reason) => reason === told) ?? 'failed';
}

function readItem(node: AzureNode): CollectionItemData | null {
  const item = short(node, 'id');
  const status = statuses.find((s) => s === text(node, 'status'));
  if (item === null || status === undefined) return null;
  return {
    kind: 'collection-item',
    item,
    evidence: short(node, 'evidence'),
    status,
    reason: reasonOf(node) ?? (status === 'collected' ? null : 'failed'),
    detail: short(node, 'detail'),
    command: short(node, 'command'),
    file: short(node, 'file'),
    sha256: short(node, 'sha256'),
  };
}

function readRun(root: AzureNode, items: readonly CollectionItemData[]): CollectionRunData {
  return {
    kind: 'collection-run',
    collector: short(get(root, 'collector'), 'id') ?? '?',
    version: short(get(root, 'collector'), 'version'),
    host: short(root, 'host'),
    startedMs: timeOf(text(root, 'startedUtc'))?.utcMs ?? null,
    timeZone: short(root, 'timeZone'),
    clockOffsetMs: numeric(root, 'clockOffsetMs'),
    clockSource: short(root, 'clockSource'),
    isAdministrator: flag(root, 'isAdministrator'),
    tools: elements(get(root, 'tools'))
      .slice(0, mostTools)
      .flatMap((tool) => {
        const name = short(tool, 'name');
        return name === null ? [] : [{ name, version: short(tool, 'version') ?? '' }];
      }),
    collected: items.filter((item) => item.status === 'collected').length,
    failed: items.filter((item) => item.status === 'failed').length,
  };
}

function timeOf(told: string | null): RecordTime | null {
  if (told === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/.test(told)) return null;
  const utcMs = Date.parse(told.replace(/(\.\d{3})\d+Z$/, '$1Z'));
  return Number.isFinite(utcMs) ? { utcMs, localMs: utcMs, offsetMinutes: 0, zone: 'utc', text: told } : null;
}

function describeRun(run: CollectionRunData): Message {
  const params = { host: run.host ?? '?', collector: run.collector, collected: run.collected, failed: run.failed };
  if (run.clockOffsetMs === null) return message('record.collection-run', params);
  const seconds = Math.round(Math.abs(run.clockOffsetMs)) / 1000;
  const key = run.clockOffsetMs < 0 ? 'record.collection-run-behind' : 'record.collection-run-ahead';
  return message(key, { ...params, seconds, source: run.clockSource ?? '?' });
}

const levels: Readonly<Record<CollectionItemData['status'], Level | null>> = {
  collected: null,
  failed: 'warning',
  empty: 'information',
  skipped: 'information',
};

function describeItem(data: CollectionItemData): Message {
  return data.status === 'collected' ? message('record.collection-item', { what: data.command ?? data.item }) : collectionReason(data);
}

type Placed = Pick<NewRecord, 'place' | 'text'>;

function itemRecord(data: CollectionItemData, placed: Placed): Parsed {
  return {
    type: 'record',
    record: { ...placed, time: null, level: levels[data.status], what: describeItem(data), who: data.item, data },
  };
}

function* parse(input: ParseInput): Generator<Parsed> {
  const file = collectFile(input.lines());
  const source = file?.lines.map((line) => line.text).join('\n') ?? '';
  const { root, trouble } = readJsonTree(source.replace(/^\uFEFF/, ''));
  if (!file || root?.type !== 'object') {
    yield rejected(1, 'reject.collection-manifest', source);
    return;
  }
  const placed = (node: { readonly line: number; readonly endLine: number }): Placed => ({
    place: { line: node.line, endLine: node.endLine, offset: file.table.offset(node.line) },
    text: file.table.slice(node.line, node.endLine),
  });
  const nodes = elements(get(root, 'items')).slice(0, mostItems);
  const read = nodes.map((node) => ({ node, data: readItem(node) }));
  const run = readRun(
    root,
    read.flatMap(({ data }) => data ?? []),
  );
  const itemsLine = get(root, 'items')?.line ?? root.endLine;
  yield {
    type: 'record',
    record: {
      ...placed({ line: root.line, endLine: Math.max(root.line, itemsLine - 1) }),
      time: timeOf(text(root, 'startedUtc')),
      level: null,
      what: describeRun(run),
      who: run.host,
      data: run,
    },
  };
  for (const { node, data } of read) {
    if (data) yield itemRecord(data, placed(node));
    else yield rejected(node.line, 'reject.collection-item', file.table.slice(node.line, node.line));
  }
  if (trouble) yield rejected(trouble.line, 'reject.collection-manifest', file.table.slice(trouble.line, trouble.line));
}

/** `manifest.json` of the collectors in assets/collectors: what was collected, what was not and why, zone and clock of the host. */
export const format: Format = {
  id: 'collector-manifest',
  detect: (sample) => (sample.text !== null && schemaMark.test(sample.text.slice(0, 4096)) ? 1 : 0),
  parse,
  missing: ({ data }) => (data.kind === 'collection-item' && data.status === 'failed' ? collectionReason(data) : null),
};
