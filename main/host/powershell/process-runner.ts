import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '#core/powershell/ports.ts';

const maxErrorBytes = 64 << 10;
const isWindows = process.platform === 'win32';

/** Ends a process with everything that it started: its group, or on Windows its tree. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (isWindows) {
    spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function run({ file, args, timeoutMs, maxOutputBytes, signal }: ProcessRequest): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let outBytes = 0;
    let errBytes = 0;
    let ended: ProcessResult['ended'] = 'exited';
    // A group of its own, so that it can be ended as a whole. No shell: arguments arrive as they are.
    const child = spawn(file, [...args], { shell: false, windowsHide: true, detached: !isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (why: ProcessResult['ended']): void => {
      if (ended === 'exited') ended = why;
      killTree(child);
    };
    const timer = setTimeout(() => end('timed-out'), timeoutMs);
    const onAbort = (): void => end('cancelled');
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve({ ended, exitCode, stdout: Buffer.concat(out), stderr: Buffer.concat(err) });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      outBytes += chunk.length;
      if (outBytes > maxOutputBytes) end('too-much-output');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errBytes += chunk.length;
      if (errBytes <= maxErrorBytes) err.push(chunk);
    });
    child.once('error', () => {
      ended = 'not-started';
      finish(null);
    });
    child.once('close', (code) => finish(code));
  });
}

/** Programs without a shell, with a limit of time and of output. */
export const processRunner: ProcessRunner = { run };
