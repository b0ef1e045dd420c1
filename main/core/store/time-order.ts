/** The rows of one source on the case's time line. `base` is the source's first row number among all rows. */
export type TimedSource = { readonly base: number; readonly time: Float64Array };

/**
 * Order of the rows of all sources by time. Equal times keep the order of the sources and, within a source, its own order;
 * a source written newest first (Get-EventLog does) is read from its end, so that equal times stay in the order in which
 * they happened. Rows without a time come last, in the order of the sources.
 *
 * Sources whose zone is unknown stand where their local time would stand if it were UTC: right among themselves, up to
 * 14 hours off beside sources of known zone.
 */
export function orderByTime(sources: readonly TimedSource[]): Uint32Array {
  const total = sources.reduce((sum, s) => sum + s.time.length, 0);
  const out = new Uint32Array(total);
  const runs = sources.map((s, rank) => ({ ...runOf(s.time), base: s.base, time: s.time, rank, at: 0 })).filter((r) => r.rows.length > 0);
  let length = mergeRuns(runs, out);
  for (const { base, time } of sources) length = appendUntimed(base, time, out, length);
  return out;
}

type Run = { readonly rows: Uint32Array; readonly base: number; readonly time: Float64Array; readonly rank: number; at: number };

/** The timed rows of a source in time order. */
function runOf(time: Float64Array): { rows: Uint32Array } {
  const rows = new Uint32Array(time.length);
  let length = 0;
  let rises = true;
  let falls = true;
  let last = Number.NaN;
  for (let i = 0; i < time.length; i += 1) {
    const t = time[i] ?? Number.NaN;
    if (Number.isNaN(t)) continue;
    if (t < last) rises = false;
    if (t > last) falls = false;
    last = t;
    rows[length] = i;
    length += 1;
  }
  const timed = rows.subarray(0, length);
  if (rises) return { rows: timed };
  if (falls) return { rows: timed.toReversed() };
  return { rows: timed.toSorted((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b) };
}

function headTime(run: Run): number {
  return run.time[run.rows[run.at] ?? 0] ?? 0;
}

function isBefore(a: Run, b: Run): boolean {
  const [x, y] = [headTime(a), headTime(b)];
  return x < y || (x === y && a.rank < b.rank);
}

/** K-way merge over a binary heap. Logs come in long stretches of one source, so the leading run is copied until another is due. */
function mergeRuns(runs: readonly Run[], out: Uint32Array): number {
  const heap: Run[] = [];
  for (const run of runs) {
    heap.push(run);
    siftUp(heap, heap.length - 1);
  }
  let length = 0;
  while (heap.length > 0) {
    const lead = heap[0];
    if (!lead) break;
    length = copyRun(lead, rivalOf(heap), out, length);
    replaceTop(heap, lead.at < lead.rows.length ? lead : null);
  }
  return length;
}

/** Copies rows of the leading run for as long as it leads; returns the new length of `out`. */
function copyRun(lead: Run, rival: Run | null, out: Uint32Array, from: number): number {
  let length = from;
  do {
    out[length] = lead.base + (lead.rows[lead.at] ?? 0);
    length += 1;
    lead.at += 1;
    if (rival !== null && lead.at < lead.rows.length && !isBefore(lead, rival)) break;
  } while (lead.at < lead.rows.length);
  return length;
}

function rivalOf(heap: readonly Run[]): Run | null {
  const [left, right] = [heap[1], heap[2]];
  if (!left) return null;
  return right && isBefore(right, left) ? right : left;
}

function siftUp(heap: Run[], from: number): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const [a, b] = [heap[at], heap[parent]];
    if (!a || !b || !isBefore(a, b)) return;
    heap[at] = b;
    heap[parent] = a;
    at = parent;
  }
}

function replaceTop(heap: Run[], top: Run | null): void {
  const moved = top ?? heap.pop();
  if (!moved || heap.length === 0) return;
  heap[0] = moved;
  let at = 0;
  for (;;) {
    const [l, r] = [2 * at + 1, 2 * at + 2];
    const [left, right] = [heap[l], heap[r]];
    if (!left) return;
    const least = right && isBefore(right, left) ? r : l;
    const child = heap[least];
    if (!child || !isBefore(child, moved)) return;
    heap[at] = child;
    heap[least] = moved;
    at = least;
  }
}

function appendUntimed(base: number, time: Float64Array, out: Uint32Array, from: number): number {
  let length = from;
  for (let i = 0; i < time.length; i += 1) {
    if (!Number.isNaN(time[i])) continue;
    out[length] = base + i;
    length += 1;
  }
  return length;
}
