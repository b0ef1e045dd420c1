import type { PowerShellScriptId, PowerShellState } from '#shared/model/powershell.ts';

export type ProcessRequest = {
  readonly file: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Of standard output; standard error is kept to a few KiB. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
};

/** How a process ended, with what it had written until then. */
export type ProcessResult = {
  readonly ended: 'exited' | 'timed-out' | 'too-much-output' | 'cancelled' | 'not-started';
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
};

/** Runs a program without a shell and, when it has to end, ends it with everything that it started. */
export type ProcessRunner = { readonly run: (request: ProcessRequest) => Promise<ProcessResult> };

/** What running PowerShell needs from the host. */
export type PowerShellPorts = {
  readonly state: PowerShellState;
  /** `powershell.exe` or `pwsh`, with its path. */
  readonly executable: string;
  /** Places a shipped script where PowerShell can read it; `remove` takes it away again. */
  readonly placeScript: (id: PowerShellScriptId) => { readonly path: string; readonly remove: () => void };
  readonly scriptText: (id: PowerShellScriptId) => string;
  readonly runner: ProcessRunner;
  /** Asks a person with a dialog of the shell's own; null where the page asks and sends back what it showed. */
  readonly confirm: ((command: string) => Promise<boolean>) | null;
};
