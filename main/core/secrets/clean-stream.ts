import { type Edit, type Edits, applyEdits, findEdits } from './edits.ts';

const windowBytes = 1024 * 1024;
/** Kept unemitted, so that a value that goes on after the window is seen whole. */
const aheadBytes = 64 * 1024;
/** Kept after it was emitted, so that what introduces a value is still known. */
const contextBytes = 64 * 1024;
/** A single value larger than this is cut: memory stays bounded whatever the file. */
const maxHeldBytes = 16 * 1024 * 1024;

export type CleanedChunk = { readonly bytes: Uint8Array; readonly removed: number };

/** Called with what was found in each emitted stretch. */
export type Observe = (edits: readonly Edit[], masked: Edits['masked']) => void;

function lastLineEnd(bytes: Uint8Array, encoding: string, from: number, to: number): number {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  for (let at = bytes.lastIndexOf(0x0a, to - 1); at >= from; at = bytes.lastIndexOf(0x0a, at - 1)) {
    if (!wide) return at + 1;
    if (encoding === 'utf-16le' && at % 2 === 0 && bytes[at + 1] === 0 && at + 2 <= to) return at + 2;
    if (encoding === 'utf-16be' && at % 2 === 1 && bytes[at - 1] === 0) return at + 1;
  }
  return -1;
}

/** A place at or before `to` that splits no character: after a line, else after a byte that no multi-byte character contains. */
function safeCut(bytes: Uint8Array, encoding: string, from: number, to: number): number {
  const line = lastLineEnd(bytes, encoding, from, to);
  if (line > from) return line;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const high = (bytes[to - (to % 2) - (encoding === 'utf-16le' ? 1 : 2)] ?? 0) & 0xfc;
    return to - (to % 2) - (high === 0xd8 ? 2 : 0);
  }
  for (let at = to; at > from && at > to - 4096; at--) if ((bytes[at - 1] ?? 0) < 0x30) return at;
  return to;
}

type Window = { readonly bytes: Uint8Array; readonly bodyStart: number };

/** Where the window may be cut: never within a secret that was found. */
function cutOf(window: Window, encoding: string, edits: readonly Edit[]): number {
  const wanted = safeCut(window.bytes, encoding, window.bodyStart, window.bytes.length - aheadBytes);
  const across = edits.find((e) => e.from < wanted && e.to > wanted);
  return across && across.from > window.bodyStart ? across.from : wanted;
}

type State = { context: Uint8Array; held: Uint8Array[]; heldBytes: number; wanted: number };
type Source = { readonly encoding: string; readonly path: string; readonly observe: Observe };

/** Cleans and gives up what is safe of the bytes held; null when more must be read first. */
function take(state: State, source: Source, isLast: boolean): CleanedChunk | null {
  const window: Window = { bytes: Buffer.concat([state.context, ...state.held]), bodyStart: state.context.length };
  const { edits, masked } = findEdits(window.bytes, source.encoding, source.path);
  const cut = isLast ? window.bytes.length : cutOf(window, source.encoding, edits);
  const crossing = edits.some((e) => e.from < cut && e.to > cut);
  if (!isLast && (cut <= window.bodyStart || crossing) && state.heldBytes < maxHeldBytes) {
    state.wanted = state.heldBytes * 2;
    return null;
  }
  const emitted = edits.filter((e) => e.to > window.bodyStart && e.from < cut);
  source.observe(emitted, masked);
  const contextFrom = safeCut(window.bytes, source.encoding, 0, Math.max(0, cut - contextBytes));
  state.context = Buffer.from(window.bytes.subarray(Math.max(0, contextFrom), cut));
  state.held = [Buffer.from(window.bytes.subarray(cut))];
  state.heldBytes = window.bytes.length - cut;
  state.wanted = windowBytes;
  return { bytes: applyEdits(window.bytes, emitted, window.bodyStart, cut), removed: emitted.filter((e) => e.finding).length };
}

/**
 * Cleans a file that does not fit into memory: windows of about 1 MiB that end between lines, each seen together with the end of the
 * previous one and the beginning of the next.
 */
export async function* cleanChunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  path: string,
  observe: Observe,
): AsyncIterable<CleanedChunk> {
  const source: Source = { encoding, path, observe };
  const state: State = { context: new Uint8Array(0), held: [], heldBytes: 0, wanted: windowBytes };
  for await (const chunk of chunks) {
    state.held.push(chunk);
    state.heldBytes += chunk.length;
    if (state.heldBytes < state.wanted + aheadBytes) continue;
    const cleaned = take(state, source, false);
    if (cleaned) yield cleaned;
  }
  const last = take(state, source, true);
  if (last && last.bytes.length > 0) yield last;
}
