import type { Decoder, Fragment } from './decoder.ts';
import { openFragment, openInstance, takeSteps } from './decoder.ts';
import type { Sink } from './sink.ts';
import { inAttribute, inText, repeatBytes, writeBytes, writeText, writeUtf16 } from './sink.ts';
import type { Chunk, Values } from './templates.ts';
import { arrayFlag, valueType } from './values.ts';
import type { XmlPlan, XmlStep } from './xml-plan.ts';
import { planXml } from './xml-plan.ts';

const quote = Buffer.from('"');
const closeTag = Buffer.from('>');
const closeEmpty = Buffer.from('/>\n');
const indent = Buffer.from('  ');
const lineFeed = Buffer.from('\n');

type Place = { readonly decoder: Decoder; readonly chunk: Chunk; readonly sink: Sink };

/** Writes the binary XML between two places of a chunk as indented XML, `depth` elements deep. Throws Damage. */
export function writeXml(place: Place, at: number, end: number, depth: number): void {
  writeFragment(place, openFragment(place.decoder, place.chunk, at, end, 0), depth, 0);
}

function planOf({ template }: Fragment, depth: number): XmlPlan {
  const known = template.xmlPlans.get(depth);
  if (known) return known;
  const plan = planXml(template.nodes, depth);
  template.xmlPlans.set(depth, plan);
  return plan;
}

function writeFragment(place: Place, fragment: Fragment, depth: number, nesting: number): void {
  const { sink } = place;
  const { values } = fragment;
  const plan = planOf(fragment, depth);
  takeSteps(place.decoder, plan.length);
  let mark = 0;
  const opened: number[] = [];
  for (let i = 0; i < plan.length; i += 1) {
    const step = plan[i]!;
    if (step.kind === 'attribute') {
      writeAttribute(place, step, values);
      continue;
    }
    const start = sink.length;
    writeBytes(sink, step.literal);
    if (step.kind === 'leaf') writeLeaf(place, step, values, { start: step.ownBytes < 0 ? mark : sink.length - step.ownBytes, nesting });
    else if (step.kind === 'inline') writeInline(place, step, values, nesting);
    else if (step.kind === 'block') writeBlock(place, step, values, nesting);
    else if (step.kind === 'mark') mark = start + step.literal.length;
    else if (step.kind === 'open') opened[step.depth] = sink.length;
    else if (step.kind === 'close') closeBlock(sink, opened[step.depth]!, step.close);
    else if (step.kind === 'unless' && isNull(values, step.index)) i = step.jump - 1;
    else if (step.kind === 'instance') {
      const inner = openInstance(place.decoder, place.chunk, step.index, place.chunk.bytes.length, nesting + 1);
      writeFragment(place, inner, step.depth, nesting + 1);
    }
  }
}

function isNull(values: Values, index: number): boolean {
  return index >= values.count || values.types[index] === valueType.null;
}

function writeAttribute(place: Place, step: XmlStep, values: Values): void {
  if (step.isOptional && isNull(values, step.index)) return;
  writeBytes(place.sink, step.literal);
  const type = isNull(values, step.index) ? valueType.null : values.types[step.index]!;
  if (type !== valueType.binXml) writeValue(place, values, step.index, inAttribute);
  writeBytes(place.sink, quote);
}

function writeLeaf(place: Place, step: XmlStep, values: Values, own: { readonly start: number; readonly nesting: number }): void {
  const { sink } = place;
  const content = sink.length;
  const type = isNull(values, step.index) ? 0 : values.types[step.index]!;
  if (type === valueType.binXml) {
    writeBytes(sink, lineFeed);
    writeBlock(place, step, values, own.nesting);
    if (sink.length > content + 1) {
      // The indentation of the closing tag is that of the opening one.
      for (let i = 1; i < step.depth; i += 1) writeBytes(sink, indent);
      writeBytes(sink, step.close);
      return;
    }
    sink.length = content;
  } else if ((type & arrayFlag) !== 0) {
    const [first = '', ...others] = place.decoder.values.items(
      place.chunk.bytes,
      type,
      values.starts[step.index]!,
      values.sizes[step.index]!,
    );
    takeSteps(place.decoder, others.length);
    writeText(sink, first, inText);
    closeLeaf(sink, content, step.close);
    for (const other of others) {
      // An empty element before has overwritten its `>`.
      repeatBytes(sink, own.start, content - 1);
      writeBytes(sink, closeTag);
      const inner = sink.length;
      writeText(sink, other, inText);
      closeLeaf(sink, inner, step.close);
    }
    return;
  } else writeValue(place, values, step.index, inText);
  closeLeaf(sink, content, step.close);
}

function closeLeaf(sink: Sink, content: number, close: Buffer): void {
  if (sink.length > content) {
    writeBytes(sink, close);
    return;
  }
  // Nothing was written: the `>` of the opening tag makes way.
  sink.length -= 1;
  writeBytes(sink, closeEmpty);
}

function closeBlock(sink: Sink, content: number, close: Buffer): void {
  if (sink.length > content) {
    writeBytes(sink, close);
    return;
  }
  sink.length -= 2;
  writeBytes(sink, closeEmpty);
}

function writeInline(place: Place, step: XmlStep, values: Values, nesting: number): void {
  if (isNull(values, step.index)) return;
  const type = values.types[step.index]!;
  if (type === valueType.binXml) writeBlock(place, step, values, nesting);
  else writeValue(place, values, step.index, inText);
}

/** Markup within a value; a value of another type stands as its text. */
function writeBlock(place: Place, step: XmlStep, values: Values, nesting: number): void {
  if (isNull(values, step.index)) return;
  const { decoder, chunk } = place;
  const at = values.starts[step.index]!;
  const size = values.sizes[step.index]!;
  if (values.types[step.index] !== valueType.binXml) writeInline(place, step, values, nesting);
  else if (size > 0) writeFragment(place, openFragment(decoder, chunk, at, at + size, nesting + 1), step.depth, nesting + 1);
}

function writeValue({ decoder, chunk, sink }: Place, values: Values, index: number, isPlain: Uint8Array): void {
  if (isNull(values, index)) return;
  const type = values.types[index]!;
  const at = values.starts[index]!;
  const size = values.sizes[index]!;
  if (type === valueType.string || type === valueType.eventXml) {
    let end = at + size - (size % 2);
    while (end > at && chunk.bytes[end - 1] === 0 && chunk.bytes[end - 2] === 0) end -= 2;
    writeUtf16(sink, chunk.bytes, at, (end - at) / 2, isPlain);
  } else writeText(sink, decoder.values.text(chunk.bytes, type, at, size), isPlain);
}
