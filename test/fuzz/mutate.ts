/** A source of numbers that a seed decides (mulberry32): the same seed makes the same input again. */
export type Random = { readonly below: (limit: number) => number };

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { below: (limit) => (limit <= 1 ? 0 : next() % limit) };
}

const largest = 1 << 20;
/** Values at which lengths and counts go wrong. */
const edges = [0, 1, 2, 3, 4, 7, 8, 15, 16, 27, 28, 127, 128, 255];
/** What quotes, ends and nests in the texts that are read. */
const scraps = [
  '\n',
  '\r\n',
  '\0',
  '"',
  "'",
  '<',
  '>',
  '</',
  '<!--',
  '<![CDATA[',
  '&#0;',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  ';',
  '-',
  '\uFEFF',
  '日',
  '  ',
  '\t',
  '1e9999',
  '-1',
  '4294967295',
  '%%',
  '\\',
];

type Change = (bytes: Buffer, random: Random, seeds: readonly Buffer[]) => Buffer;

function flipBit(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  bytes[at] = bytes[at]! ^ (1 << random.below(8));
  return bytes;
}

function setByte(bytes: Buffer, random: Random): Buffer {
  bytes[random.below(bytes.length)] = edges[random.below(edges.length)]!;
  return bytes;
}

function setNumber(bytes: Buffer, random: Random): Buffer {
  const width = [2, 4][random.below(2)]!;
  if (bytes.length < width) return bytes;
  const at = random.below(bytes.length - width + 1);
  const value = random.below(2) === 0 ? edges[random.below(edges.length)]! : 2 ** (8 * width) - 1 - random.below(4);
  if (random.below(2) === 0) bytes.writeUIntBE(value, at, width);
  else bytes.writeUIntLE(value, at, width);
  return bytes;
}

function cut(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random.below(bytes.length));
}

function remove(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
}

function repeat(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  const piece = bytes.subarray(at, at + 1 + random.below(200));
  const times = 1 + random.below(random.below(8) === 0 ? 2000 : 4);
  const copies = Math.min(times, Math.floor(largest / piece.length));
  return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: copies }, () => piece), bytes.subarray(at)]);
}

function splice(bytes: Buffer, random: Random, seeds: readonly Buffer[]): Buffer {
  const other = seeds[random.below(seeds.length)]!;
  return Buffer.concat([bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))]);
}

function insert(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(scraps[random.below(scraps.length)]!), bytes.subarray(at)]);
}

/** Single bits stand here more than once: they leave the most of an input as it was. */
const changes: readonly Change[] = [flipBit, flipBit, flipBit, setByte, setByte, setNumber, cut, remove, repeat, splice, insert, insert];

/** An input made of one of the seeds by one to eight changes; `index` and `seed` decide all of it. */
export function mutated(seeds: readonly Buffer[], seed: number, index: number): Buffer {
  const random = randomOf((Math.imul(seed, 0x9e_37_79_b1) ^ index) >>> 0);
  let bytes: Buffer = Buffer.from(seeds[random.below(seeds.length)]!);
  for (let left = 1 + random.below(8); left > 0 && bytes.length > 0; left -= 1) {
    bytes = changes[random.below(changes.length)]!(bytes, random, seeds);
  }
  return bytes.length > largest ? bytes.subarray(0, largest) : bytes;
}
