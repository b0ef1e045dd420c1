import { spawn, type ChildProcess } from 'node:child_process';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '#core/powershell/ports.ts';
import { systemProgram } from '../system-program.ts';

const maxErrorBytes = 64 << 10;
const isWindows = process.platform === 'win32';
/** What a program wrote before it ended is in the pipe already: reading it takes no longer. */
const lastWordsMs = 1000;

/** Ends a process with everything that it started: its group, which may outlive it, or on Windows its tree. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (isWindows) {
    // The number of a process that ended may belong to another one already; that of a group does not while it has members.
    if (child.exitCode !== null) return;
    const killer = spawn(systemProgram('taskkill'), ['/PID', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
    killer.once('error', () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

type Kept = { readonly add: (chunk: Buffer) => void; readonly bytes: () => Buffer; readonly isFull: () => boolean };

function keep(maxBytes: number): Kept {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    },
    bytes: () => Buffer.concat(chunks),
    isFull: () => size > maxBytes,
  };
}

function run({ file, args, timeoutMs, maxOutputBytes, signal }: ProcessRequest): Promise<ProcessResult> {
  const [out, err] = [keep(maxOutputBytes), keep(maxErrorBytes)];
  const result = (ended: ProcessResult['ended'], exitCode: number | null): ProcessResult => ({
    ended,
    exitCode,
    stdout: out.bytes(),
    stderr: err.bytes(),
  });
  if (signal.aborted) return Promise.resolve(result('cancelled', null));
  return new Promise((resolve) => {
    let ended: ProcessResult['ended'] = 'exited';
    let lastWords: NodeJS.Timeout | undefined;
    // A group of its own, so that it can be ended as a whole. No shell: arguments arrive as they are.
    const child = spawn(file, [...args], { shell: false, windowsHide: true, detached: !isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      clearTimeout(lastWords);
      signal.removeEventListener('abort', onAbort);
      resolve(result(ended, exitCode));
    };
    // What it left behind may hold its output open for ever, and out of reach: then nobody waits for it.
    const waitNoLonger = (): void => {
      lastWords ??= setTimeout(() => {
        killTree(child);
        child.stdout.destroy();
        child.stderr.destroy();
        finish(child.exitCode);
      }, lastWordsMs);
    };
    const end = (why: ProcessResult['ended']): void => {
      if (ended !== 'exited') return;
      ended = why;
      killTree(child);
      waitNoLonger();
    };
    const timer = setTimeout(() => end('timed-out'), timeoutMs);
    const onAbort = (): void => end('cancelled');
    signal.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      out.add(chunk);
      if (out.isFull()) end('too-much-output');
    });
    child.stderr.on('data', err.add);
    child.on('error', () => {
      // Told of one that cannot be killed, too.
      if (child.pid !== undefined) return;
      ended = 'not-started';
      finish(null);
    });
    child.once('exit', waitNoLonger);
    child.once('close', (code) => finish(code));
  });
}

/** Programs without a shell, with a limit of time and of output. */
export const processRunner: ProcessRunner = { run };
