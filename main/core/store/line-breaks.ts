import type { Encoding } from '../text/text.ts';

/** Finds the end of a line in a block of bytes. `end` and `next` hold the last answer, so that nothing is allocated per line. */
export type LineBreaks = {
  /** Bytes of a code unit. */
  readonly unit: 1 | 2;
  /**
   * True when a line that starts at `from` ends in the block: its text ends at `end`, the next line starts at `next`.
   * A CR that is the block's last byte is no end unless the block is the `last` one: an LF may follow.
   */
  readonly find: (block: Uint8Array, from: number, last: boolean) => boolean;
  end: number;
  next: number;
};

const [lf, cr] = [10, 13];

/**
 * LF, CRLF and CR. In every encoding but UTF-16 no byte of a longer character is LF or CR: UTF-8 sequences are above 127
 * throughout and Shift_JIS trail bytes start at 0x40.
 */
export function lineBreaks(encoding: Encoding): LineBreaks {
  return encoding.startsWith('utf-16') ? wideBreaks(encoding) : byteBreaks();
}

function byteBreaks(): LineBreaks {
  let known: Uint8Array | null = null;
  let nextCr = -1;
  let nextLf = -1;
  const breaks: LineBreaks = {
    unit: 1,
    end: 0,
    next: 0,
    find: (block, from, last) => {
      if (known !== block) {
        known = block;
        nextCr = nextLf = -1;
      }
      if (nextLf < from) nextLf = indexOrEnd(block, lf, from);
      if (nextCr < from) nextCr = indexOrEnd(block, cr, from);
      if (nextLf < nextCr) return set(breaks, nextLf, nextLf + 1);
      if (nextCr === block.length) return false;
      if (nextCr + 1 === block.length && !last) return false;
      return set(breaks, nextCr, nextLf === nextCr + 1 ? nextCr + 2 : nextCr + 1);
    },
  };
  return breaks;
}

function indexOrEnd(block: Uint8Array, code: number, from: number): number {
  const at = block.indexOf(code, from);
  return at < 0 ? block.length : at;
}

function set(breaks: LineBreaks, end: number, next: number): true {
  breaks.end = end;
  breaks.next = next;
  return true;
}

function wideBreaks(encoding: Encoding): LineBreaks {
  const low = encoding === 'utf-16be' ? 1 : 0;
  const breaks: LineBreaks = {
    unit: 2,
    end: 0,
    next: 0,
    find: (block, from, last) => {
      for (let at = from; at + 1 < block.length; at += 2) {
        if (block[at + 1 - low] !== 0) continue;
        const code = block[at + low];
        if (code === lf) return set(breaks, at, at + 2);
        if (code !== cr) continue;
        if (at + 3 >= block.length) return last && set(breaks, at, at + 2);
        const isPair = block[at + 2 + low] === lf && block[at + 3 - low] === 0;
        return set(breaks, at, isPair ? at + 4 : at + 2);
      }
      return false;
    },
  };
  return breaks;
}
