import { Damage } from './bytes.ts';
import type { Decoder } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { Sink } from './sink.ts';
import { literalOf, repeatBytes, writeLiteral, writeText } from './sink.ts';
import type { Chunk, Template, Values } from './templates.ts';
import { arrayFlag, isText, valueType } from './value-types.ts';
import { writeString } from './value-xml.ts';
import { escapeText, quoteAttribute } from './xml-escape.ts';
import type { XmlPlan, XmlStep } from './xml-plan.ts';
import { planXml, xmlStep } from './xml-plan.ts';

const quote = literalOf('"');
const lineFeed = literalOf('\n');
const closeTag = literalOf('>');
const closeEmpty = literalOf('/>\n');

export type XmlPlace = { readonly decoder: Decoder; readonly chunk: Chunk; readonly sink: Sink };

/** Writes the binary XML between two places of a chunk as indented XML. Throws Damage. */
export function writeXml(place: XmlPlace, at: number, end: number): void {
  const start = place.sink.length;
  writeFragment(place, openFragment(place.decoder, place.chunk, at, end, 0), 0, 0);
  if (place.sink.length === start) throw new Damage('empty');
}

function planOf(template: Template, depth: number): XmlPlan {
  const known = template.xmlPlans.get(depth);
  if (known) return known;
  const plan = planXml(template.nodes, depth);
  template.xmlPlans.set(depth, plan);
  return plan;
}

function writeFragment(place: XmlPlace, template: Template, depth: number, nesting: number): void {
  const { sink } = place;
  const values = place.decoder.frames[nesting]!;
  const plan = planOf(template, depth);
  takeSteps(place.decoder, plan.length);
  let mark = 0;
  let opened: number[] | null = null;
  for (let i = 0; i < plan.length; i += 1) {
    const step = plan[i]!;
    if (step.kind === xmlStep.leaf) {
      writeLeaf(place, step, values, nesting, mark);
      continue;
    }
    if (step.kind === xmlStep.attribute) {
      writeAttribute(place, step, values);
      continue;
    }
    writeLiteral(sink, step.literal);
    if (step.kind === xmlStep.inline || step.kind === xmlStep.block) writeContent(place, step, values, nesting);
    else if (step.kind === xmlStep.unless && isNull(values, step.index)) i = step.jump - 1;
    else if (step.kind === xmlStep.mark) mark = sink.length;
    else if (step.kind === xmlStep.open) (opened ??= [])[step.depth] = sink.length;
    else if (step.kind === xmlStep.close) closeBlock(sink, opened?.[step.depth] ?? 0, step);
    else if (step.kind === xmlStep.instance) {
      const inner = openInstance(place.decoder, place.chunk, step.index, place.chunk.bytes.length, nesting + 1);
      writeFragment(place, inner, step.depth, nesting + 1);
    }
  }
}

function isNull(values: Values, index: number): boolean {
  return values.types[index] === valueType.null;
}

/** What was opened holds more than the end of its tag, or is closed at once. */
function closeBlock(sink: Sink, opened: number, { close }: XmlStep): void {
  if (sink.length > opened + closeTag.bytes.length + lineFeed.bytes.length) {
    writeLiteral(sink, close);
    return;
  }
  sink.length = opened;
  writeLiteral(sink, closeEmpty);
}

function writeAttribute({ decoder, chunk, sink }: XmlPlace, step: XmlStep, values: Values): void {
  const { index } = step;
  const isNone = isNull(values, index);
  if (isNone && step.isOptional) return;
  writeLiteral(sink, step.literal);
  const type = isNone ? valueType.null : values.types[index]!;
  const at = values.starts[index]!;
  const size = values.sizes[index]!;
  if (type === valueType.string) writeString(sink, chunk, at, size, true);
  else if (isText(type)) writeText(sink, quoteAttribute(escapeText(decoder.values.text(chunk, type, at, size))));
  else if (type !== valueType.binXml) decoder.writeValue(sink, chunk, type, at, size);
  writeLiteral(sink, quote);
}

function writeLeaf(place: XmlPlace, step: XmlStep, values: Values, nesting: number, mark: number): void {
  const { sink } = place;
  const start = sink.length;
  if (isNull(values, step.index)) {
    writeLiteral(sink, step.empty);
    return;
  }
  const type = values.types[step.index]!;
  if ((type & arrayFlag) !== 0) {
    writeArray(place, step, values, mark);
    return;
  }
  writeLiteral(sink, step.literal);
  const content = sink.length;
  if (type === valueType.binXml) writeLiteral(sink, lineFeed);
  const empty = sink.length;
  writeContent(place, step, values, nesting);
  if (sink.length === empty) {
    sink.length = start;
    writeLiteral(sink, step.empty);
    return;
  }
  // The indentation of the closing tag is that of the opening one.
  if (empty > content) writeLiteral(sink, step.indent);
  writeLiteral(sink, step.close);
}

/** One element for each item. */
function writeArray({ decoder, chunk, sink }: XmlPlace, step: XmlStep, values: Values, mark: number): void {
  const items = decoder.values.items(chunk, values.types[step.index]!, values.starts[step.index]!, values.sizes[step.index]!);
  takeSteps(decoder, items.length);
  const [first = ''] = items;
  const start = sink.length;
  writeLiteral(sink, step.literal);
  const end = sink.length - closeTag.bytes.length;
  const own = step.ownBytes < 0 ? mark : end - step.ownBytes;
  if (first === '') {
    sink.length = start;
    writeLiteral(sink, step.empty);
  } else {
    writeText(sink, escapeText(first));
    writeLiteral(sink, step.close);
  }
  for (let i = 1; i < items.length; i += 1) {
    repeatBytes(sink, own, end);
    if (items[i] === '') writeLiteral(sink, closeEmpty);
    else {
      writeLiteral(sink, closeTag);
      writeText(sink, escapeText(items[i]!));
      writeLiteral(sink, step.close);
    }
  }
}

/** A value within a text, or markup within a value. */
function writeContent(place: XmlPlace, step: XmlStep, values: Values, nesting: number): void {
  const { index } = step;
  if (isNull(values, index)) return;
  const { decoder, chunk, sink } = place;
  const type = values.types[index]!;
  const at = values.starts[index]!;
  const size = values.sizes[index]!;
  if (type === valueType.string) writeString(sink, chunk, at, size, false);
  else if (type !== valueType.binXml) decoder.writeValue(sink, chunk, type, at, size);
  else if (size > 0) writeFragment(place, openFragment(decoder, chunk, at, at + size, nesting + 1), step.depth, nesting + 1);
}
