import { chunkBytes, fileHeaderBytes } from '#core/evtx/headers.ts';

/** A way in which logs arrive damaged; each leaves the file given as it is and returns another. */
export type Damager = { readonly id: string; readonly name: string; readonly damage: (file: Buffer) => Buffer };

/** Numbers that look random and are the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}

function changed(file: Buffer, change: (copy: Buffer, chunks: number) => void): Buffer {
  const copy = Buffer.from(file);
  change(copy, Math.floor((copy.length - fileHeaderBytes) / chunkBytes));
  return copy;
}

const chunkAt = (i: number) => fileHeaderBytes + i * chunkBytes;

export const damagers: readonly Damager[] = [
  {
    id: 'd1',
    name: 'header counts too few chunks, log in use',
    damage: (file) =>
      changed(file, (copy) => {
        copy.writeUInt16LE(1, 42);
        copy.writeUInt32LE(1, 120);
      }),
  },
  {
    id: 'd2',
    name: 'cut in the middle of a chunk',
    damage: (file) =>
      Buffer.from(file.subarray(0, fileHeaderBytes + Math.floor((file.length - fileHeaderBytes) / 2 / chunkBytes) * chunkBytes + 30_000)),
  },
  {
    id: 'd3',
    name: 'single bytes flipped',
    damage: (file) =>
      changed(file, (copy, chunks) => {
        const next = numbers(7);
        for (let i = 0; i < Math.max(4, chunks / 2); i += 1) {
          const at = chunkAt(next() % chunks) + 2048 + (next() % 30_000);
          copy[at] = copy[at]! ^ 0xff;
        }
      }),
  },
  {
    id: 'd4',
    name: 'chunk headers and pages zeroed',
    damage: (file) =>
      changed(file, (copy, chunks) => {
        for (let i = 0; i < 3; i += 1) {
          const header = chunkAt(Math.floor(((i + 0.5) * chunks) / 3));
          copy.fill(0, header, header + 512);
          const page = chunkAt(Math.floor(((i + 0.9) * chunks) / 3)) + 16_384;
          copy.fill(0, page, Math.min(copy.length, page + 4096));
        }
      }),
  },
  { id: 'd5', name: 'file header zeroed', damage: (file) => changed(file, (copy) => copy.fill(0, 0, fileHeaderBytes)) },
];
