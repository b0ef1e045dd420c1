import type { Bytes } from './bytes.ts';
import { areSame, u16, withView } from './bytes.ts';
import type { Mark } from './binxml.ts';
import { nameBytes, nameLengthAt } from './binxml.ts';

/** A template definition of an earlier chunk, in a form that is quick to find again. */
export type KeptDefinition = {
  readonly body: Bytes;
  /** Three numbers for each place whose four bytes differ from chunk to chunk: `step`. */
  readonly marks: Int32Array;
};

/** Bytes up to the mark that are the same everywhere, bytes of the name behind it, and the name's number or -1 for a size. */
const step = { gap: 0, inlineBytes: 1, name: 2, length: 3 } as const;

/**
 * The names of all kept definitions: length and characters of each as they stand in a chunk, and its place in the chunk at hand as
 * far as it was seen, else 0.
 */
export type KnownNames = { readonly ids: Map<string, number>; readonly bytes: Bytes[]; readonly places: number[] };

export function createKnownNames(): KnownNames {
  return { ids: new Map(), bytes: [], places: [] };
}

/** To be called before another chunk is looked at. */
export function forgetPlaces({ places }: KnownNames): void {
  places.fill(0);
}

export function keepDefinition(names: KnownNames, body: Buffer, marks: readonly Mark[]): KeptDefinition {
  const kept = new Int32Array(marks.length * step.length);
  let end = 0;
  marks.forEach(({ at, inlineBytes, name }, i) => {
    kept.set([at - end, inlineBytes, name === null ? -1 : numberOf(names, name)], i * step.length);
    end = at + 4 + inlineBytes;
  });
  return { body: withView(Uint8Array.from(body)), marks: kept };
}

function numberOf({ ids, bytes, places }: KnownNames, name: string): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  ids.set(name, bytes.length);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(name.length);
  bytes.push(withView(Buffer.concat([length, Buffer.from(name, 'utf16le')])));
  places.push(0);
  return bytes.length - 1;
}

/**
 * True when the definition from `start` to `end` of a chunk is the kept one: the same bytes but for sizes and the places of names,
 * which are where the chunk happens to hold them. Places of names are noted on the way.
 */
export function isKept(chunk: Bytes, start: number, end: number, { body, marks }: KeptDefinition, names: KnownNames): boolean {
  const { view } = chunk;
  let p = start;
  let q = 0;
  for (let i = 0; i < marks.length; i += step.length) {
    const gap = marks[i]!;
    if (p + gap + 4 > end || !areSame(view, p, body.view, q, gap)) return false;
    p += gap + 4;
    q += gap + 4 + marks[i + step.inlineBytes]!;
    const name = marks[i + step.name]!;
    if (name < 0) continue;
    const where = view.getInt32(p - 4, true);
    if ((where <= 0 || names.places[name] !== where) && !findName(chunk, where, name, names)) return false;
    if (where === p) p += nameBytes(u16(chunk, where + nameLengthAt));
  }
  const rest = body.bytes.length - q;
  return end - p === rest && areSame(view, p, body.view, q, rest);
}

function findName(chunk: Bytes, where: number, name: number, { bytes: all, places }: KnownNames): boolean {
  const { bytes, view } = all[name]!;
  const start = where + nameLengthAt;
  if (where < 0 || start + bytes.length > chunk.bytes.length || !areSame(chunk.view, start, view, 0, bytes.length)) return false;
  places[name] = where;
  return true;
}
