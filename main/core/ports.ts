import type { Message } from '#shared/model/message.ts';

/** What the core needs from the outside. `main/host` implements these for Node; tests fake them here and nowhere else. */

/** Random access to the bytes of one file, synchronous because parsers run in workers. */
export type ByteSource = {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  readonly read: (offset: number, length: number) => Uint8Array;
  /** The same into memory of the caller, as much as it holds; returns how many bytes. For sources that would allocate otherwise. */
  readonly readInto?: (offset: number, target: Uint8Array) => number;
};

/** One file or folder that a grant stands for. */
export type InputFile = { readonly kind: 'file'; readonly name: string; readonly open: () => ByteSource & { readonly close: () => void } };
export type InputFolder = {
  readonly kind: 'folder';
  readonly name: string;
  /** Files below the folder, links not followed; a file that cannot be listed comes as `unreadable`. */
  readonly files: () => Iterable<
    | { readonly path: string; readonly file: InputFile }
    | { readonly path: string; readonly unreadable: string }
    /** What whoever filled the folder could not get, and why. */
    | { readonly path: string; readonly missing: Message }
  >;
};
export type InputItem = InputFile | InputFolder;

export type Clock = { readonly nowMs: () => number };

/** Developer-facing log; never gets evidence text. */
export type Log = { readonly error: (what: string, error: unknown) => void; readonly info: (what: string) => void };

/** Asked between units of work; throws ExpectedError('cancelled') when the user cancelled. */
export type Cancellation = { readonly check: () => void };

/** Renders a self-contained HTML page to PDF bytes with the shell's own Chromium or an installed one. */
export type PdfPrinter = {
  readonly print: (
    html: string,
    options: { readonly paper: 'A4' | 'Letter'; readonly title: string; readonly language: string },
  ) => Promise<Uint8Array>;
};
