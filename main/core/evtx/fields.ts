import { Damage, u16, u32, u64 } from './bytes.ts';
import type { Decoder } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { EventPlan, FieldStep, Source, SystemPlan, Within } from './field-plan.ts';
import { fieldKind, numberIn, planFields, within } from './field-plan.ts';
import type { RecordPlace } from './records.ts';
import { recordIdAt, timeHighAt, timeLowAt, xmlEnd, xmlStart } from './records.ts';
import type { Values } from './substitutions.ts';
import { isAnyNull, sizeOf, startOf, typeOf } from './substitutions.ts';
import type { Chunk, Template } from './templates.ts';
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

type Draft = { -readonly [K in keyof EvtxEvent]: EvtxEvent[K] };

/**
 * The event being read, and what it is read from. Its values are gathered in `room`, which all events of a decoder use one after the
 * other: an array that grows value by value would take three times the memory.
 */
type Reading = { readonly decoder: Decoder; readonly chunk: Chunk; readonly event: Draft; readonly room: EvtxValue[]; count: number };

/**
 * Reads the event of a record in a chunk that begins at `chunkOffset` of the file. The text of its time is there only when the
 * decoder's times are finished. Throws Damage.
 */
export function readEvent(decoder: Decoder, chunk: Chunk, chunkOffset: number, record: RecordPlace): EvtxEvent {
  const { at } = record;
  const event: Draft = {
    offset: chunkOffset + at, recordId: recordIdAt(chunk, at), timeMs: null, timeText: '', provider: '', eventId: 0, version: null, level: null, task: null,
    opcode: null, keywords: '', activityId: '', processId: null, threadId: null, channel: '', computer: '', userId: '', data: noData, binary: '', message: '',
  }; // prettier-ignore
  const reading: Reading = { decoder, chunk, event, room: decoder.room, count: 0 };
  readFragment(reading, openFragment(decoder, chunk, xmlStart(record), xmlEnd(record), 0), within.top, 0);
  if (reading.count > 0) event.data = reading.room.slice(0, reading.count);
  // A record that was zeroed after its header still opens a template and then says nothing.
  if (event.provider === '' && event.eventId === 0) throw new Damage('empty');
  if (event.timeMs === null) decoder.times.set(event, timeLowAt(chunk, at), timeHighAt(chunk, at));
  return event;
}

const noData: readonly EvtxValue[] = [];

function addValue(reading: Reading, name: string, value: string): void {
  reading.room[reading.count] = { name, value };
  reading.count += 1;
}

function planOf({ fieldPlans, nodes }: Template, at: Within): EventPlan {
  return (fieldPlans[at] ??= planFields(nodes, at));
}

/** Reads the fragment that was opened at a level of nesting. */
function readFragment(reading: Reading, template: Template, at: Within, nesting: number): void {
  const { decoder } = reading;
  const values = decoder.frames[nesting]!;
  const plan = planOf(template, at);
  const { steps } = plan;
  takeSteps(decoder, steps.length + 1);
  if (plan.system) readSystem(reading, plan, plan.system, values);
  for (const step of steps) {
    if (step.dependsOn !== null && isAnyNull(values, step.dependsOn)) continue;
    if (step.kind === fieldKind.data) readData(reading, plan, step, nesting);
    else readOther(reading, plan, step, nesting);
  }
}

function readOther(reading: Reading, plan: EventPlan, { kind, source, within: at }: FieldStep, nesting: number): void {
  const { decoder, chunk, event } = reading;
  const values = decoder.frames[nesting]!;
  if (kind === fieldKind.nested) readNested(reading, source, at, nesting);
  else if (kind === fieldKind.binary) event.binary = textOf(reading, plan, source, values);
  else if (kind === fieldKind.message) event.message = textOf(reading, plan, source, values);
  else readFragment(reading, openInstance(decoder, chunk, source, chunk.bytes.length, nesting + 1), at, nesting + 1);
}

/** Binary XML within a value. */
function readNested(reading: Reading, index: number, at: Within, nesting: number): void {
  const { decoder, chunk } = reading;
  const values = decoder.frames[nesting]!;
  const size = sizeOf(values, index);
  if (typeOf(values, index) !== valueType.binXml || size === 0) return;
  const start = startOf(values, index);
  readFragment(reading, openFragment(decoder, chunk, start, start + size, nesting + 1), at, nesting + 1);
}

function readData(reading: Reading, plan: EventPlan, { name, source }: FieldStep, nesting: number): void {
  const { decoder, chunk } = reading;
  const values = decoder.frames[nesting]!;
  const type = source < 0 ? valueType.string : typeOf(values, source);
  if (type === valueType.binXml) readNested(reading, source, within.userData, nesting);
  else if ((type & arrayFlag) === 0) addValue(reading, name, textOf(reading, plan, source, values));
  else {
    const items = decoder.values.items(chunk, type, startOf(values, source), sizeOf(values, source));
    takeSteps(decoder, items.length);
    for (const value of items) addValue(reading, name, value);
    if (items.length === 0) addValue(reading, name, '');
  }
}

function valueText({ decoder, chunk }: Reading, values: Values, index: number): string {
  return decoder.values.text(chunk, typeOf(values, index), startOf(values, index), sizeOf(values, index));
}

function textOf(reading: Reading, { fixed }: EventPlan, source: Source, values: Values): string {
  if (source >= 0) return valueText(reading, values, source);
  const { text, parts } = fixed[~source]!;
  return parts === null ? text : parts.map((part) => (typeof part === 'string' ? part : valueText(reading, values, part))).join('');
}

function numberOf(reading: Reading, plan: EventPlan, source: Source, values: Values): number | null {
  if (source < 0)
    return plan.fixed[~source]!.parts === null ? plan.fixed[~source]!.number : numberIn(textOf(reading, plan, source, values));
  const { chunk } = reading;
  const type = typeOf(values, source);
  const size = sizeOf(values, source);
  const at = startOf(values, source);
  if (type === valueType.null) return null;
  if (type === valueType.uint8 && size === 1) return chunk.bytes[at]!;
  if (type === valueType.uint16 && size === 2) return u16(chunk, at);
  if (type === valueType.uint32 && size === 4) return u32(chunk, at);
  if (type === valueType.uint64 && size === 8) return u64(chunk, at);
  return numberIn(valueText(reading, values, source));
}

function readSystem(reading: Reading, plan: EventPlan, system: SystemPlan, values: Values): void {
  const { event } = reading;
  event.provider = textOf(reading, plan, system.provider, values);
  event.eventId = (numberOf(reading, plan, system.eventId, values) ?? 0) & 0xffff;
  event.version = numberOf(reading, plan, system.version, values);
  event.level = numberOf(reading, plan, system.level, values);
  event.task = numberOf(reading, plan, system.task, values);
  event.opcode = numberOf(reading, plan, system.opcode, values);
  event.keywords = textOf(reading, plan, system.keywords, values);
  event.recordId = numberOf(reading, plan, system.recordId, values) ?? event.recordId;
  event.activityId = textOf(reading, plan, system.activityId, values);
  event.processId = numberOf(reading, plan, system.processId, values);
  event.threadId = numberOf(reading, plan, system.threadId, values);
  event.channel = textOf(reading, plan, system.channel, values);
  event.computer = textOf(reading, plan, system.computer, values);
  event.userId = textOf(reading, plan, system.userId, values);
  readTime(reading, plan, system.time, values);
}

function readTime(reading: Reading, plan: EventPlan, source: Source, values: Values): void {
  if (source >= 0 && typeOf(values, source) === valueType.fileTime && sizeOf(values, source) === 8) {
    const at = startOf(values, source);
    reading.decoder.times.set(reading.event, u32(reading.chunk, at), u32(reading.chunk, at + 4));
    return;
  }
  const text = textOf(reading, plan, source, values);
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return;
  reading.event.timeMs = ms;
  reading.event.timeText = text;
}
