/** Reads a stream in pieces of chosen size instead of the ones it comes in. */
export type StreamCursor = {
  /** Exactly `length` bytes; fewer only at the end of the stream. */
  readonly take: (length: number) => Promise<Buffer>;
  /** The next `length` bytes as they come; ends early at the end of the stream. Stopping halfway leaves the rest in the stream. */
  readonly stream: (length: number) => AsyncGenerator<Uint8Array>;
  /** Bytes read so far. */
  readonly position: () => number;
  readonly close: () => Promise<void>;
};

export function createStreamCursor(input: AsyncGenerator<Uint8Array>): StreamCursor {
  let rest: Uint8Array = new Uint8Array(0);
  let position = 0;

  /** Up to `length` bytes, at least one; empty at the end of the stream. */
  async function next(length: number): Promise<Uint8Array> {
    while (rest.length === 0) {
      const chunk = await input.next();
      if (chunk.done) return rest;
      rest = chunk.value;
    }
    const piece = rest.subarray(0, length);
    rest = rest.subarray(piece.length);
    position += piece.length;
    return piece;
  }

  async function* stream(length: number): AsyncGenerator<Uint8Array> {
    const end = position + length;
    while (position < end) {
      const piece = await next(end - position);
      if (piece.length === 0) return;
      yield piece;
    }
  }

  return {
    stream,
    take: async (length) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of stream(length)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    position: () => position,
    close: async () => {
      await input.return(undefined);
    },
  };
}
