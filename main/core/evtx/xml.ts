import { Damage } from './bytes.ts';
import type { Decoder } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { Sink } from './sink.ts';
import { literalOf, repeatBytes, writeFrom, writeLiteral, writeText } from './sink.ts';
import type { Values } from './substitutions.ts';
import { isNull, sizeOf, startOf, typeOf } from './substitutions.ts';
import type { Chunk, Template } from './templates.ts';
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
  const { decoder, chunk, sink } = place;
  const values = decoder.frames[nesting]!;
  const { steps, text } = planOf(template, depth);
  takeSteps(decoder, steps.length);
  let mark = 0;
  let opened: number[] | null = null;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i]!;
    const { kind, index } = step;
    if (kind === xmlStep.leaf) {
      writeLeaf(place, step, text, nesting, mark);
      continue;
    }
    if (kind === xmlStep.attribute) {
      writeAttribute(place, step, text, values);
      continue;
    }
    writeFrom(sink, text, step.at, step.literalBytes);
    if (kind === xmlStep.inline || kind === xmlStep.block) writeContent(place, step, values, nesting);
    else if (kind === xmlStep.unless && isNull(values, index)) i = step.jump - 1;
    else if (kind === xmlStep.mark) mark = sink.length;
    else if (kind === xmlStep.open) (opened ??= [])[step.depth] = sink.length;
    else if (kind === xmlStep.close) closeBlock(sink, opened?.[step.depth] ?? 0, step, text);
    else if (kind === xmlStep.instance) {
      writeFragment(place, openInstance(decoder, chunk, index, chunk.bytes.length, nesting + 1), step.depth, nesting + 1);
    }
  }
}

function writeClose(sink: Sink, text: DataView, { at, literalBytes, closeBytes }: XmlStep): void {
  writeFrom(sink, text, at + literalBytes, closeBytes);
}

function writeEmpty(sink: Sink, text: DataView, { at, literalBytes, closeBytes, emptyBytes }: XmlStep): void {
  writeFrom(sink, text, at + literalBytes + closeBytes, emptyBytes);
}

function writeIndent(sink: Sink, text: DataView, { at, literalBytes, closeBytes, emptyBytes, indentBytes }: XmlStep): void {
  writeFrom(sink, text, at + literalBytes + closeBytes + emptyBytes, indentBytes);
}

/** What was opened holds more than the end of its tag, or is closed at once. */
function closeBlock(sink: Sink, opened: number, step: XmlStep, text: DataView): void {
  if (sink.length > opened + closeTag.length + lineFeed.length) {
    writeClose(sink, text, step);
    return;
  }
  sink.length = opened;
  writeLiteral(sink, closeEmpty);
}

function writeAttribute({ decoder, chunk, sink }: XmlPlace, step: XmlStep, text: DataView, values: Values): void {
  const { index } = step;
  const isNone = isNull(values, index);
  const isLeftOut = isNone && step.isOptional;
  writeFrom(sink, text, step.at, isLeftOut ? step.literalBytes : step.literalBytes + step.closeBytes);
  if (isLeftOut) return;
  const type = isNone ? valueType.null : typeOf(values, index);
  const at = startOf(values, index);
  const size = sizeOf(values, index);
  if (type === valueType.string) writeString(sink, chunk, at, size, true);
  else if (isText(type)) writeText(sink, quoteAttribute(escapeText(decoder.values.text(chunk, type, at, size))));
  else if (type !== valueType.binXml) decoder.writeValue(sink, chunk, type, at, size);
  writeLiteral(sink, quote);
}

function writeLeaf(place: XmlPlace, step: XmlStep, text: DataView, nesting: number, mark: number): void {
  const { sink, decoder } = place;
  const values = decoder.frames[nesting]!;
  const start = sink.length;
  if (isNull(values, step.index)) {
    writeEmpty(sink, text, step);
    return;
  }
  const type = typeOf(values, step.index);
  if ((type & arrayFlag) !== 0) {
    writeArray(place, step, text, values, mark);
    return;
  }
  writeFrom(sink, text, step.at, step.literalBytes);
  const content = sink.length;
  if (type === valueType.binXml) writeLiteral(sink, lineFeed);
  const empty = sink.length;
  writeContent(place, step, values, nesting);
  if (sink.length === empty) {
    sink.length = start;
    writeEmpty(sink, text, step);
    return;
  }
  // The indentation of the closing tag is that of the opening one.
  if (empty > content) writeIndent(sink, text, step);
  writeClose(sink, text, step);
}

/** One element for each item. */
function writeArray({ decoder, chunk, sink }: XmlPlace, step: XmlStep, text: DataView, values: Values, mark: number): void {
  const items = decoder.values.items(chunk, typeOf(values, step.index), startOf(values, step.index), sizeOf(values, step.index));
  takeSteps(decoder, items.length);
  const [first = ''] = items;
  const start = sink.length;
  writeFrom(sink, text, step.at, step.literalBytes);
  const end = sink.length - closeTag.length;
  const own = step.ownBytes < 0 ? mark : end - step.ownBytes;
  if (first === '') {
    sink.length = start;
    writeEmpty(sink, text, step);
  } else {
    writeText(sink, escapeText(first));
    writeClose(sink, text, step);
  }
  for (let i = 1; i < items.length; i += 1) {
    repeatBytes(sink, own, end);
    if (items[i] === '') writeLiteral(sink, closeEmpty);
    else {
      writeLiteral(sink, closeTag);
      writeText(sink, escapeText(items[i]!));
      writeClose(sink, text, step);
    }
  }
}

/** A value within a text, or markup within a value. */
function writeContent(place: XmlPlace, step: XmlStep, values: Values, nesting: number): void {
  const { index } = step;
  if (isNull(values, index)) return;
  const { decoder, chunk, sink } = place;
  const type = typeOf(values, index);
  const at = startOf(values, index);
  const size = sizeOf(values, index);
  if (type === valueType.string) writeString(sink, chunk, at, size, false);
  else if (type !== valueType.binXml) decoder.writeValue(sink, chunk, type, at, size);
  else if (size > 0) writeFragment(place, openFragment(decoder, chunk, at, at + size, nesting + 1), step.depth, nesting + 1);
}
