import { Damage, u32 } from './bytes.ts';
import type { Node } from './binxml.ts';
import { parseNodes } from './binxml.ts';
import { chunkBytes } from './headers.ts';
import { createStringReader } from './strings.ts';
import type { StringReader } from './strings.ts';
import type { Chunk, Template, TemplateReader, Values } from './templates.ts';
import { createTemplateReader, newChunkBudget, newValues, noTemplate, readValues } from './templates.ts';
import { createValueReader } from './values.ts';
import type { ValueReader } from './values.ts';

/** What all records of a file share: strings and templates that were seen, and room to work in. */
export type Decoder = {
  readonly strings: StringReader;
  readonly values: ValueReader;
  readonly templates: TemplateReader;
  /** Values of the template uses that are open, one for each level of nesting. */
  readonly frames: Values[];
  /** Steps that the record at hand may still take; keeps templates that expand each other from running on. */
  steps: number;
};

const mostNesting = 8;
/** A record of 64 KiB holds no more values than this by far. */
const mostSteps = 200_000;

const fragmentToken = 0x0f;
const instanceToken = 0x0c;

export function createDecoder(): Decoder {
  const strings = createStringReader();
  return {
    strings,
    values: createValueReader(strings),
    templates: createTemplateReader(),
    frames: Array.from({ length: mostNesting }, newValues),
    steps: 0,
  };
}

/** The bytes of one chunk, from its header on, ready for its records to be decoded. */
export function openChunk(decoder: Decoder, bytes: Buffer): Chunk {
  const within = bytes.length > chunkBytes ? bytes.subarray(0, chunkBytes) : bytes;
  return { bytes: within, names: new Map(), strings: decoder.strings, templates: new Map(), budget: newChunkBudget() };
}

/** A text in binary XML: a template with the frame of its values, or nodes that stand for themselves (with a frame of none). */
export type Fragment = { readonly template: Template; readonly values: Values };

const noValues: Values = newValues();

/** Begins a record: gives it its share of steps. */
export function beginRecord(decoder: Decoder): void {
  decoder.steps = mostSteps;
}

export function takeSteps(decoder: Decoder, count: number): void {
  decoder.steps -= count;
  if (decoder.steps < 0) throw new Damage('expansion');
}

/** Opens the binary XML between `at` and `end`, `nesting` levels below the record. Throws Damage. */
export function openFragment(decoder: Decoder, chunk: Chunk, at: number, end: number, nesting: number): Fragment {
  const { bytes } = chunk;
  if (nesting >= mostNesting) throw new Damage('nesting');
  let p = at;
  while (p + 4 <= end && bytes[p] === fragmentToken) p += 4;
  if (bytes[p] === instanceToken && p + 14 <= end) return openInstance(decoder, chunk, p, end, nesting);
  const nodes = parseBare(decoder, chunk, p, end);
  return { template: noTemplate(nodes), values: noValues };
}

/** Opens a use of a template. Throws Damage. */
export function openInstance(decoder: Decoder, chunk: Chunk, at: number, end: number, nesting: number): Fragment {
  const values = decoder.frames[nesting];
  if (!values) throw new Damage('nesting');
  const template = decoder.templates.get(chunk, u32(chunk.bytes, at + 6), u32(chunk.bytes, at + 2));
  readValues(chunk.bytes, at, end, values);
  return { template, values };
}

/**
 * Nodes outside of a template. Whether their elements carry a dependency is written nowhere: Windows leaves it out below a
 * template's value, other writers do not. The reading that makes sense is the right one.
 */
function parseBare(decoder: Decoder, chunk: Chunk, at: number, end: number): readonly Node[] {
  takeSteps(decoder, 1);
  try {
    return parseNodes(chunk, at, end, false).nodes;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return parseNodes(chunk, at, end, true).nodes;
  }
}
