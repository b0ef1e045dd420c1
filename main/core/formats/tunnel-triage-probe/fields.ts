/** The lines of one result by their names; a name may stand more than once. */
export type Fields = {
  readonly text: (key: string) => string | null;
  readonly all: (key: string) => readonly string[];
  readonly number: (key: string) => number | null;
  /** Without its unit. */
  readonly ms: (key: string) => number | null;
  readonly flag: (key: string) => boolean | null;
  readonly list: (key: string) => readonly string[];
  readonly oneOf: <T extends string>(key: string, values: readonly T[]) => T | null;
};

export function fieldsOf(pairs: readonly (readonly [key: string, value: string])[]): Fields {
  const values = Map.groupBy(pairs, ([key]) => key);
  const all = (key: string): string[] => (values.get(key) ?? []).map(([, value]) => value);
  const text = (key: string): string | null => all(key)[0] ?? null;
  const parsed = (key: string, shape: RegExp): number | null => {
    const match = shape.exec(text(key) ?? '');
    return match ? Number(match[1]) : null;
  };
  return {
    text,
    all,
    number: (key) => parsed(key, /^(\d{1,9})$/),
    ms: (key) => parsed(key, /^(-?\d{1,15}(?:\.\d{1,6})?) ms$/),
    flag: (key) => (text(key) === 'yes' ? true : text(key) === 'no' ? false : null),
    list: (key) => (text(key) ?? '').split('; ').filter((item) => item !== ''),
    oneOf: (key, choices) => choices.find((choice) => choice === text(key)) ?? null,
  };
}
