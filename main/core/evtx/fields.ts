import { Damage, u16, u32, u64 } from './bytes.ts';
import type { Decoder } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { EventPlan, FieldStep, Source, SystemPlan, Within } from './field-plan.ts';
import { numberIn, planFields, within } from './field-plan.ts';
import type { RecordHead } from './records.ts';
import type { Chunk, Template, Values } from './templates.ts';
import { arrayFlag, valueType } from './value-types.ts';

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
/** The event being read, and what it is read from. */
type Reading = { readonly decoder: Decoder; readonly chunk: Chunk; readonly event: Draft };

/** Reads the event whose binary XML stands between two places of the chunk. Throws Damage. */
export function readEvent(decoder: Decoder, chunk: Chunk, at: number, end: number, head: RecordHead): EvtxEvent {
  const event: Draft = {
    offset: head.offset, recordId: head.recordId, timeMs: null, timeText: '', provider: '', eventId: 0, version: null, level: null, task: null,
    opcode: null, keywords: '', activityId: '', processId: null, threadId: null, channel: '', computer: '', userId: '', data: [], binary: '', message: '',
  }; // prettier-ignore
  const reading: Reading = { decoder, chunk, event };
  readFragment(reading, openFragment(decoder, chunk, at, end, 0), within.top, 0);
  // A record that was zeroed after its header still opens a template and then says nothing.
  if (event.provider === '' && event.eventId === 0) throw new Damage('empty');
  if (event.timeMs === null) setTime(reading, head.timeLow, head.timeHigh);
  return event;
}

function planOf({ fieldPlans, nodes }: Template, at: Within): EventPlan {
  return (fieldPlans[at] ??= planFields(nodes, at));
}

/** Reads the fragment that was opened at a level of nesting. */
function readFragment(reading: Reading, template: Template, at: Within, nesting: number): void {
  const { decoder, chunk } = reading;
  const values = decoder.frames[nesting]!;
  const { system, steps } = planOf(template, at);
  takeSteps(decoder, steps.length + 1);
  if (system) readSystem(reading, system, values);
  for (const step of steps) {
    if (step.kind === 'instance') {
      const inner = openInstance(decoder, chunk, step.at, chunk.bytes.length, nesting + 1);
      readFragment(reading, inner, step.within, nesting + 1);
    } else if (!dependsOnNull(step, values)) readStep(reading, step, values, nesting);
  }
}

function dependsOnNull({ dependsOn }: FieldStep, { types }: Values): boolean {
  for (const index of dependsOn) if (types[index] === valueType.null) return true;
  return false;
}

function readStep(reading: Reading, step: FieldStep, values: Values, nesting: number): void {
  const { event } = reading;
  const { kind, source } = step;
  if (kind === 'data') readData(reading, step, values, nesting);
  else if (kind === 'nested') readNested(reading, values, source.index, step.within, nesting);
  else if (kind === 'binary') event.binary = textOf(reading, source, values);
  else event.message = textOf(reading, source, values);
}

/** Binary XML within a value. */
function readNested(reading: Reading, values: Values, index: number, at: Within, nesting: number): void {
  const size = values.sizes[index]!;
  if (values.types[index] !== valueType.binXml || size === 0) return;
  const start = values.starts[index]!;
  const inner = openFragment(reading.decoder, reading.chunk, start, start + size, nesting + 1);
  readFragment(reading, inner, at, nesting + 1);
}

function readData(reading: Reading, { name, source }: FieldStep, values: Values, nesting: number): void {
  const { decoder, chunk, event } = reading;
  const { index } = source;
  const type = index < 0 ? valueType.string : values.types[index]!;
  if (type === valueType.binXml) readNested(reading, values, index, within.userData, nesting);
  else if ((type & arrayFlag) === 0) event.data.push({ name, value: textOf(reading, source, values) });
  else {
    const items = decoder.values.items(chunk, type, values.starts[index]!, values.sizes[index]!);
    takeSteps(decoder, items.length);
    for (const value of items) event.data.push({ name, value });
    if (items.length === 0) event.data.push({ name, value: '' });
  }
}

function valueText({ decoder, chunk }: Reading, values: Values, index: number): string {
  return decoder.values.text(chunk, values.types[index]!, values.starts[index]!, values.sizes[index]!);
}

function textOf(reading: Reading, { index, text, parts }: Source, values: Values): string {
  if (index >= 0) return valueText(reading, values, index);
  return parts === null ? text : parts.map((part) => (typeof part === 'string' ? part : valueText(reading, values, part))).join('');
}

function numberOf(reading: Reading, source: Source, values: Values): number | null {
  const { index } = source;
  if (index < 0) return source.parts === null ? source.number : numberIn(textOf(reading, source, values));
  const type = values.types[index]!;
  const size = values.sizes[index]!;
  const at = values.starts[index]!;
  const { chunk } = reading;
  if (type === valueType.null) return null;
  if (type === valueType.uint8 && size === 1) return chunk.bytes[at]!;
  if (type === valueType.uint16 && size === 2) return u16(chunk, at);
  if (type === valueType.uint32 && size === 4) return u32(chunk, at);
  if (type === valueType.uint64 && size === 8) return u64(chunk, at);
  return numberIn(valueText(reading, values, index));
}

function readSystem(reading: Reading, system: SystemPlan, values: Values): void {
  const { event } = reading;
  event.provider = textOf(reading, system.provider, values);
  event.eventId = (numberOf(reading, system.eventId, values) ?? 0) & 0xffff;
  event.version = numberOf(reading, system.version, values);
  event.level = numberOf(reading, system.level, values);
  event.task = numberOf(reading, system.task, values);
  event.opcode = numberOf(reading, system.opcode, values);
  event.keywords = textOf(reading, system.keywords, values);
  event.recordId = numberOf(reading, system.recordId, values) ?? event.recordId;
  event.activityId = textOf(reading, system.activityId, values);
  event.processId = numberOf(reading, system.processId, values);
  event.threadId = numberOf(reading, system.threadId, values);
  event.channel = textOf(reading, system.channel, values);
  event.computer = textOf(reading, system.computer, values);
  event.userId = textOf(reading, system.userId, values);
  readTime(reading, system.time, values);
}

function readTime(reading: Reading, source: Source, values: Values): void {
  const { index } = source;
  if (index >= 0 && values.types[index] === valueType.fileTime && values.sizes[index] === 8) {
    const at = values.starts[index]!;
    setTime(reading, u32(reading.chunk, at), u32(reading.chunk, at + 4));
    return;
  }
  const text = textOf(reading, source, values);
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return;
  reading.event.timeMs = ms;
  reading.event.timeText = text;
}

function setTime({ decoder, event }: Reading, low: number, high: number): void {
  const moment = decoder.values.time(low, high);
  if (moment === null) return;
  event.timeMs = moment.ms;
  event.timeText = moment.text;
}
