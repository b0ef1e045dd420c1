/**
 * Records that anyone can find who walks the chunks of a log where they belong, by the plainest reading of the format and with none of
 * the reader's code: what a reader must at least recover.
 */
const fileHeaderBytes = 4096;
const chunkBytes = 65_536;
const firstRecord = 512;
const leastRecord = 28;
const recordMagic = 0x2a2a;

/** Places in the file of all records whose headers are reached by walking every chunk at a multiple of 64 KiB behind the file's header. */
export function walkableRecords(file: Buffer): number[] {
  const found: number[] = [];
  for (let start = fileHeaderBytes; start + firstRecord <= file.length; start += chunkBytes) {
    if (file.toString('latin1', start, start + 8) === 'ElfChnk\0') found.push(...walkChunk(file, start));
  }
  return found;
}

function walkChunk(file: Buffer, start: number): number[] {
  const free = file.readUInt32LE(start + 48);
  const used = free >= firstRecord && free <= chunkBytes ? free : chunkBytes;
  const end = Math.min(file.length, start + used);
  const found: number[] = [];
  for (let at = start + firstRecord; at + leastRecord <= end && file.readUInt32LE(at) === recordMagic;) {
    const size = file.readUInt32LE(at + 4);
    if (size < leastRecord || at + size > end) break;
    found.push(at);
    at += size;
  }
  return found;
}

/** Those of the records of a whole log that stand in a damaged copy of it without a byte of theirs changed. */
export function intactRecords(whole: Buffer, damaged: Buffer): number[] {
  return walkableRecords(whole).filter((at) => {
    const end = at + whole.readUInt32LE(at + 4);
    return end <= damaged.length && whole.compare(damaged, at, end, at, end) === 0;
  });
}
