import { Damage, u32, withView } from './bytes.ts';
import { fragmentBytes, parseNodes, token } from './binxml.ts';
import type { ParsedNodes } from './binxml.ts';
import type { EvtxValue } from './fields.ts';
import { chunkBytes } from './headers.ts';
import type { PendingTimes } from './pending-times.ts';
import { createPendingTimes } from './pending-times.ts';
import { createStringReader } from './strings.ts';
import type { StringReader } from './strings.ts';
import type { Values } from './substitutions.ts';
import { clearValues, newValues, readValues } from './substitutions.ts';
import type { Chunk, Template, TemplateReader } from './templates.ts';
import { createTemplate, createTemplateReader, newChunkBudget } from './templates.ts';
import { createValueReader } from './values.ts';
import type { ValueReader } from './values.ts';
import { createValueWriter } from './value-xml.ts';
import type { ValueWriter } from './value-xml.ts';

/** What all records of a file share: strings and templates that were seen, and room to work in. */
export type Decoder = {
  readonly strings: StringReader;
  readonly values: ValueReader;
  readonly writeValue: ValueWriter;
  readonly templates: TemplateReader;
  readonly times: PendingTimes;
  /** Values of the fragments that are open, one for each level of nesting. */
  readonly frames: Values[];
  /** Values of the event that is being read. */
  readonly room: EvtxValue[];
  /** Steps that the record at hand may still take; keeps templates that expand each other from running on. */
  steps: number;
};

const mostNesting = 8;
/** A record of 64 KiB holds no more values than this by far. */
const mostSteps = 200_000;

export function createDecoder(): Decoder {
  const strings = createStringReader();
  const values = createValueReader(strings);
  return {
    strings,
    values,
    writeValue: createValueWriter(values),
    templates: createTemplateReader(),
    times: createPendingTimes(),
    frames: Array.from({ length: mostNesting }, newValues),
    room: [],
    steps: 0,
  };
}

/** The bytes of one chunk, from its header on, ready for its records to be decoded; those of the chunk before are done with. */
export function openChunk(decoder: Decoder, bytes: Buffer): Chunk {
  const within = bytes.length > chunkBytes ? bytes.subarray(0, chunkBytes) : bytes;
  decoder.templates.beginChunk();
  return {
    ...withView(within),
    names: new Map(),
    strings: decoder.strings,
    templates: new Map(),
    budget: newChunkBudget(),
  };
}

/** Begins a record: gives it its share of steps. */
export function beginRecord(decoder: Decoder): void {
  decoder.steps = mostSteps;
}

export function takeSteps(decoder: Decoder, count: number): void {
  decoder.steps -= count;
  if (decoder.steps < 0) throw new Damage('expansion');
}

/**
 * Opens the binary XML between `at` and `end`, `nesting` levels below the record: a use of a template, or nodes that stand for
 * themselves. Its values are in the frame of that level then. Throws Damage.
 */
export function openFragment(decoder: Decoder, chunk: Chunk, at: number, end: number, nesting: number): Template {
  const { bytes } = chunk;
  if (nesting >= mostNesting) throw new Damage('nesting');
  let p = at;
  while (p + fragmentBytes <= end && bytes[p] === token.fragment) p += fragmentBytes;
  if (bytes[p] === token.instance && p + 14 <= end) return openInstance(decoder, chunk, p, end, nesting);
  const { nodes, values } = parseBare(decoder, chunk, p, end);
  decoder.frames[nesting] = clearValues(values, decoder.frames[nesting]!);
  return createTemplate(nodes, values);
}

/** Opens a use of a template in the same way. Throws Damage. */
export function openInstance(decoder: Decoder, chunk: Chunk, at: number, end: number, nesting: number): Template {
  const frame = decoder.frames[nesting];
  if (!frame) throw new Damage('nesting');
  const template = decoder.templates.get(chunk, u32(chunk, at + 6), u32(chunk, at + 2));
  decoder.frames[nesting] = readValues(chunk, at, end, template.values, frame);
  return template;
}

/**
 * Nodes outside of a template. Whether their elements carry a dependency is written nowhere: Windows leaves it out below a
 * template's value, other writers do not. The reading that makes sense is the right one.
 */
function parseBare(decoder: Decoder, chunk: Chunk, at: number, end: number): ParsedNodes {
  takeSteps(decoder, 1);
  try {
    return parseNodes(chunk, at, end, false);
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return parseNodes(chunk, at, end, true);
  }
}
