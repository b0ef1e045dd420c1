type Column = Float64Array | Uint8Array | Int16Array | Int32Array | Uint16Array;

/** A typed array that doubles when full. `push` is the hot path of every import. */
export type GrowingColumn<T extends Column> = {
  readonly push: (value: number) => void;
  readonly last: () => number;
  readonly take: () => T;
};

export function growingColumn<T extends Column>(create: (length: number) => T): GrowingColumn<T> {
  let column = create(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === column.length) {
        const wider = create(length * 2);
        wider.set(column);
        column = wider;
      }
      column[length] = value;
      length += 1;
    },
    last: () => column[length - 1] ?? Number.NaN,
    take: () => {
      const exact = create(length);
      exact.set(column.subarray(0, length));
      return exact;
    },
  };
}
