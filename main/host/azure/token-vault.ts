/** Keeps the sign-in's cache as one text. It holds refresh tokens: it never goes to disk but encrypted. */
export type TokenVault = {
  /** Whether it outlives the application. */
  readonly persistent: boolean;
  /** Empty when there is nothing, or nothing that can be read. */
  readonly load: () => string;
  readonly save: (text: string) => void;
  readonly wipe: () => void;
};

/** For programs without a store of the operating system: gone when the program ends. */
export function createMemoryVault(): TokenVault {
  let kept = '';
  return {
    persistent: false,
    load: () => kept,
    save: (text) => {
      kept = text;
    },
    wipe: () => {
      kept = '';
    },
  };
}
