/** Which bytes of a zip file are taken by entries already seen: entries that share bytes are how a small file claims to hold a huge one. */
export type RangeLedger = {
  /** Takes a range; false, and nothing taken, when it overlaps one taken before. */
  readonly take: (start: number, end: number) => boolean;
  /** End of the taken range that contains `offset`, else null. */
  readonly endOfRangeAt: (offset: number) => number | null;
};

/** Keeps the ranges sorted; in the usual order of a zip file each goes to the end. */
export function createRangeLedger(): RangeLedger {
  const starts: number[] = [];
  const ends: number[] = [];

  /** Index of the first range that starts after `offset`. */
  function after(offset: number): number {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    take: (start, end) => {
      const at = after(start);
      const isFree = (at === 0 || (ends[at - 1] ?? 0) <= start) && (at === starts.length || (starts[at] ?? 0) >= end);
      if (!isFree) return false;
      starts.splice(at, 0, start);
      ends.splice(at, 0, end);
      return true;
    },
    endOfRangeAt: (offset) => {
      const end = ends[after(offset) - 1];
      return end !== undefined && end > offset ? end : null;
    },
  };
}
