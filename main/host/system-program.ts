import { win32 } from 'node:path';

type System = { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };

/**
 * A program that belongs to the operating system, as it is to be started. Windows looks for a bare name in the current folder first,
 * and that is the bundle's own where a case file was opened by a double click: a `ping.exe` beside it would be run. So it gets the whole
 * path there.
 */
export function systemProgram(name: string, { platform, env }: System = process): string {
  return platform === 'win32' ? win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`) : name;
}
