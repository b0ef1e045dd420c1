import { Damage, u16, u32, u64 } from './bytes.ts';
import type { Decoder, Fragment } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { DataStep, EventPlan, Source, SystemPlan, Within } from './field-plan.ts';
import { planFields, within } from './field-plan.ts';
import type { RecordHead } from './records.ts';
import type { Chunk, Values } from './templates.ts';
import { arrayFlag, valueType } from './values.ts';

/** A value of `EventData` or `UserData`; the name is empty where the event gives none. */
export type EvtxValue = { readonly name: string; readonly value: string };

/** One event as it was written; numbers that the event does not give are null, texts empty. */
export type EvtxEvent = {
  /** Place of the record in the file. */
  readonly offset: number;
  readonly recordId: number;
  /** When the event happened, UTC; the time it was written when the event does not say. Null when neither is a time. */
  readonly timeMs: number | null;
  /** The same with all its digits. */
  readonly timeText: string;
  readonly provider: string;
  readonly eventId: number;
  readonly version: number | null;
  readonly level: number | null;
  readonly task: number | null;
  readonly opcode: number | null;
  readonly keywords: string;
  readonly activityId: string;
  readonly processId: number | null;
  readonly threadId: number | null;
  readonly channel: string;
  readonly computer: string;
  readonly userId: string;
  readonly data: readonly EvtxValue[];
  /** `<Binary>` of classic events, in hexadecimal. */
  readonly binary: string;
  /** The text that a forwarding computer rendered (`RenderingInfo`), in its display language. */
  readonly message: string;
};

type Draft = { -readonly [K in keyof EvtxEvent]: EvtxEvent[K] } & { data: EvtxValue[] };
type Place = { readonly decoder: Decoder; readonly chunk: Chunk };

/** Reads the event whose binary XML stands between two places of the chunk. Throws Damage. */
export function readEvent(place: Place, at: number, end: number, head: RecordHead): EvtxEvent {
  const event: Draft = {
    offset: head.offset, recordId: head.recordId, timeMs: null, timeText: '', provider: '', eventId: 0, version: null, level: null, task: null,
    opcode: null, keywords: '', activityId: '', processId: null, threadId: null, channel: '', computer: '', userId: '', data: [], binary: '', message: '',
  }; // prettier-ignore
  readFragment(place, openFragment(place.decoder, place.chunk, at, end, 0), within.top, { event, nesting: 0 });
  // A record that was zeroed after its header still opens a template and then says nothing.
  if (event.provider === '' && event.eventId === 0) throw new Damage('empty');
  if (event.timeMs === null) setTime(event, head.timeLow, head.timeHigh, place);
  return event;
}

type Target = { readonly event: Draft; readonly nesting: number };

function planOf({ template }: Fragment, at: Within): EventPlan {
  const known = template.fieldPlans.get(at);
  if (known) return known;
  const plan = planFields(template.nodes, at);
  template.fieldPlans.set(at, plan);
  return plan;
}

function readFragment(place: Place, fragment: Fragment, at: Within, { event, nesting }: Target): void {
  const { decoder, chunk } = place;
  const { values } = fragment;
  const plan = planOf(fragment, at);
  takeSteps(decoder, plan.steps.length + 1);
  if (plan.system) readSystem(place, plan.system, values, event);
  for (const step of plan.steps) {
    if (step.kind === 'instance') {
      const inner = openInstance(decoder, chunk, step.at, chunk.bytes.length, nesting + 1);
      readFragment(place, inner, step.within, { event, nesting: nesting + 1 });
      continue;
    }
    if (step.dependsOn.length > 0 && step.dependsOn.some((index) => isNull(values, index))) continue;
    if (step.kind === 'nested') readNested(place, values, step.index, step.within, { event, nesting });
    else readData(place, step, values, { event, nesting });
  }
}

function isNull(values: Values, index: number): boolean {
  return index >= values.count || values.types[index] === valueType.null;
}

/** Binary XML within a value. */
function readNested(place: Place, values: Values, index: number, at: Within, { event, nesting }: Target): void {
  if (isNull(values, index) || values.types[index] !== valueType.binXml || values.sizes[index] === 0) return;
  const start = values.starts[index]!;
  const inner = openFragment(place.decoder, place.chunk, start, start + values.sizes[index]!, nesting + 1);
  readFragment(place, inner, at, { event, nesting: nesting + 1 });
}

function readData(place: Place, step: DataStep, values: Values, target: Target): void {
  const { event } = target;
  const { source } = step;
  if (step.kind === 'binary') event.binary = textOf(place, source, values);
  else if (step.kind === 'message') event.message = textOf(place, source, values);
  else if (source.kind === 'value' && source.index < values.count) {
    const type = values.types[source.index]!;
    if (type === valueType.binXml) readNested(place, values, source.index, within.userData, target);
    else if ((type & arrayFlag) !== 0) {
      const items = place.decoder.values.items(place.chunk.bytes, type, values.starts[source.index]!, values.sizes[source.index]!);
      takeSteps(place.decoder, items.length);
      for (const value of items) event.data.push({ name: step.name, value });
      if (items.length === 0) event.data.push({ name: step.name, value: '' });
    } else event.data.push({ name: step.name, value: valueText(place, values, source.index) });
  } else event.data.push({ name: step.name, value: textOf(place, source, values) });
}

function valueText({ decoder, chunk }: Place, values: Values, index: number): string {
  if (index >= values.count) return '';
  return decoder.values.text(chunk.bytes, values.types[index]!, values.starts[index]!, values.sizes[index]!);
}

function textOf(place: Place, source: Source | undefined, values: Values): string {
  if (source === undefined) return '';
  if (source.kind === 'text') return source.text;
  if (source.kind === 'value') return valueText(place, values, source.index);
  return source.parts.map((part) => (typeof part === 'string' ? part : valueText(place, values, part))).join('');
}

function numberOf(place: Place, source: Source | undefined, values: Values): number | null {
  if (source === undefined) return null;
  if (source.kind === 'value') {
    const { index } = source;
    if (isNull(values, index)) return null;
    const at = values.starts[index]!;
    const type = values.types[index];
    if (type === valueType.uint8 && values.sizes[index] === 1) return place.chunk.bytes[at]!;
    if (type === valueType.uint16 && values.sizes[index] === 2) return u16(place.chunk.bytes, at);
    if (type === valueType.uint32 && values.sizes[index] === 4) return u32(place.chunk.bytes, at);
    if (type === valueType.uint64 && values.sizes[index] === 8) return u64(place.chunk.bytes, at);
  }
  const text = textOf(place, source, values);
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function readSystem(place: Place, system: SystemPlan, values: Values, event: Draft): void {
  event.provider = textOf(place, system.provider, values);
  event.eventId = (numberOf(place, system.eventId, values) ?? 0) & 0xffff;
  event.version = numberOf(place, system.version, values);
  event.level = numberOf(place, system.level, values);
  event.task = numberOf(place, system.task, values);
  event.opcode = numberOf(place, system.opcode, values);
  event.keywords = textOf(place, system.keywords, values);
  event.recordId = numberOf(place, system.recordId, values) ?? event.recordId;
  event.activityId = textOf(place, system.activityId, values);
  event.processId = numberOf(place, system.processId, values);
  event.threadId = numberOf(place, system.threadId, values);
  event.channel = textOf(place, system.channel, values);
  event.computer = textOf(place, system.computer, values);
  event.userId = textOf(place, system.userId, values);
  readTime(place, system.time, values, event);
}

function readTime(place: Place, source: Source | undefined, values: Values, event: Draft): void {
  if (
    source?.kind === 'value' &&
    values.types[source.index] === valueType.fileTime &&
    values.sizes[source.index] === 8 &&
    source.index < values.count
  ) {
    const at = values.starts[source.index]!;
    setTime(event, u32(place.chunk.bytes, at), u32(place.chunk.bytes, at + 4), place);
    return;
  }
  const text = textOf(place, source, values);
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return;
  event.timeMs = ms;
  event.timeText = text;
}

function setTime(event: Draft, low: number, high: number, { decoder }: Place): void {
  const moment = decoder.values.time(low, high);
  if (moment === null) return;
  event.timeMs = moment.ms;
  event.timeText = moment.text;
}
