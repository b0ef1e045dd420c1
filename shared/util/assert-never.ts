/** Marks a branch that the types say cannot be reached; reached anyway, it names the value that got there. */
export function assertNever(value: never, why: string): never {
  throw new Error(`${why}: ${JSON.stringify(value)}`);
}
