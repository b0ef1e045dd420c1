import type { Input, MethodName, Output, ParsedInput } from './contract.ts';
import type { AppEvent } from './events.ts';
import type { Result } from './result.ts';

/** What a screen can ask. Never rejects: everything that can go wrong is in the Result. */
export type ApiClient = { readonly [M in MethodName]: (input: Input<M>) => Promise<Result<Output<M>>> };

/** What the core answers; one handler per method, or it does not compile. */
export type Handlers = { readonly [M in MethodName]: (input: ParsedInput<M>) => Promise<Result<Output<M>>> };

/** A file the user picked, dropped or uploaded; `grant` is the permission to read it, `name` is for display. */
export type PickedFile = { readonly grant: string; readonly name: string };

/** A DOM `File` from a drop; named by shape because this layer knows no DOM. */
export type DroppedFile = { readonly name: string; readonly size: number };

/** What the two shells do differently. The renderer sees this type only. */
export type ShellClient = {
  readonly api: ApiClient;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Opens a dialog; an empty list means that the user cancelled. `what` 'folder' picks one folder. */
  readonly pickFiles: (what: 'files' | 'folder' | 'case-file') => Promise<Result<readonly PickedFile[]>>;
  readonly grantDropped: (files: readonly DroppedFile[]) => Promise<Result<readonly PickedFile[]>>;
  /** Asks where to save; null means that the user cancelled. */
  readonly pickSaveTarget: (suggestedName: string) => Promise<Result<PickedFile | null>>;
  /** After the job that wrote to `grant` is done: shows the file in its folder, or downloads it. */
  readonly deliver: (target: PickedFile) => Promise<void>;
  /** Opens an https address of the fixed list (Microsoft documentation) outside the application. */
  readonly openExternal: (url: string) => void;
};
