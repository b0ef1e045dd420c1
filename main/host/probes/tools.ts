import { spawn } from 'node:child_process';
import type { Platform, ToolRun } from '#core/probes/ports.ts';
import { decodeText, detectEncoding } from '#core/text/text.ts';
import { systemProgram } from '../system-program.ts';

const mostBytes = 200_000;

export const platform: Platform = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux';

/** The system's own tools, by the names that each system gives them. */
const programs = { ping: 'ping', traceroute: platform === 'windows' ? 'tracert' : 'traceroute' } as const;

/** Tools of Windows write in the code page of the console, which is not UTF-8 (Japanese: 932). */
function textOf(bytes: Buffer): string {
  const encoding = detectEncoding(bytes);
  return encoding === 'binary' ? bytes.toString('latin1') : decodeText(bytes, encoding);
}

/** Runs a tool without a shell, with plain digits and English words where it has a choice; null when it is not installed. */
export function runTool(
  tool: keyof typeof programs,
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ToolRun | null> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn(systemProgram(programs[tool]), args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      timeout: timeoutMs,
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const add = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    const text = (): string => textOf(Buffer.concat(chunks));
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? null : { code: null, text: text() }));
    child.on('close', (code) => resolve({ code, text: text() }));
  });
}
