import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPowerShell } from '#host/powershell/find-powershell.ts';
import { processRunner } from '#host/powershell/process-runner.ts';
import { systemProgram } from '#host/system-program.ts';

const isUnix = process.platform !== 'win32';
const hasSetsid = isUnix && spawnSync('setsid', ['--version']).status === 0;

describe.skipIf(!isUnix)(`a program that stands in for PowerShell${isUnix ? '' : ' (skipped: written for a Unix shell)'}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function program(body: string): string {
    const file = join(folder, `p-${Math.random().toString(36).slice(2)}`);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const run = (
    file: string,
    args: readonly string[] = [],
    patch: { timeoutMs?: number; maxOutputBytes?: number; signal?: AbortSignal } = {},
  ) => processRunner.run({ file, args, timeoutMs: 20_000, maxOutputBytes: 1000, signal: new AbortController().signal, ...patch });
  /** A process that ended and that nobody has asked about yet is still listed, as a zombie. */
  const isAlive = (pid: string): boolean => /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid.trim()], { encoding: 'utf8' }).stdout);

  it('gets its arguments as they are, and gives bytes back', async () => {
    const hostile = ['a b', '$(id)', `'; id; '`, '"', '日本語', '&&', '%PATH%', ''];
    const result = await run(program(`for a in "$@"; do printf '%s\\0' "$a"; done; printf 'x\\377' >&2; exit 3`), hostile);
    expect(Buffer.from(result.stdout).toString().split('\0').slice(0, -1)).toEqual(hostile);
    expect([result.ended, result.exitCode, Buffer.from(result.stderr)]).toEqual(['exited', 3, Buffer.from([0x78, 0xff])]);
  });

  it('is ended after its time with everything that it started', async () => {
    const pid = join(folder, 'child.pid');
    const file = program(`sleep 600 &\necho $! > ${pid}\nwait`);
    const result = await run(file, [], { timeoutMs: 700 });
    expect(result.ended).toBe('timed-out');
    await delay(200);
    expect(isAlive(readFileSync(pid, 'utf8'))).toBe(false);
  });

  it('is ended when it writes too much', async () => {
    const result = await run(program('yes 0123456789'));
    expect(result.ended).toBe('too-much-output');
    expect(result.stdout.length).toBeLessThanOrEqual(1000);
  });

  it('is ended when the user cancels, and not started when there is none', async () => {
    const abort = new AbortController();
    const running = run(program('sleep 600'), [], { signal: abort.signal });
    await delay(100);
    abort.abort();
    expect((await running).ended).toBe('cancelled');
    expect((await run(join(folder, 'nothing'))).ended).toBe('not-started');
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  it('is not started any more when the user cancelled before', async () => {
    const trace = join(folder, 'trace');
    const result = await run(program(`touch ${trace}`), [], { signal: AbortSignal.abort() });
    await delay(200);
    expect([result.ended, existsSync(trace)]).toEqual(['cancelled', false]);
  });

  it('has said all when it ends, whatever it leaves running with its output, which is ended too', async () => {
    const pid = join(folder, 'left.pid');
    const result = await run(program(`sleep 600 &\necho $! > ${pid}\nprintf answer\nexit 7`));
    expect([result.ended, result.exitCode, String(Buffer.from(result.stdout))]).toEqual(['exited', 7, 'answer']);
    expect(isAlive(readFileSync(pid, 'utf8'))).toBe(false);
  });

  it.skipIf(!hasSetsid)(`is not waited for when what it started ran out of reach${hasSetsid ? '' : ' (skipped: no setsid)'}`, async () => {
    const pid = join(folder, 'away.pid');
    const abort = new AbortController();
    const running = run(program(`setsid sh -c 'echo $$ > ${pid}; exec sleep 600' &\nwait`), [], { signal: abort.signal });
    await expect.poll(() => existsSync(pid) && readFileSync(pid, 'utf8')).toMatch(/\d/);
    abort.abort();
    expect((await running).ended).toBe('cancelled');
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL');
  });
});

describe('a program of the operating system', () => {
  it('has its whole path on Windows, where the folder of a bundle goes before the others', () => {
    expect(systemProgram('ping', { platform: 'win32', env: { SystemRoot: 'D:\\Windows' } })).toBe('D:\\Windows\\System32\\ping.exe');
    expect(systemProgram('ping', { platform: 'linux', env: {} })).toBe('ping');
  });
});

describe('which PowerShell', () => {
  const windows = { platform: 'win32', env: { SystemRoot: 'C:\\Windows', PATH: 'C:\\ps7' } };
  it('is that of Windows, else PowerShell 7, else none', () => {
    expect(findPowerShell(windows, () => true)).toMatch(/v1\.0.powershell\.exe$/);
    expect(findPowerShell(windows, (path) => path.endsWith('pwsh.exe'))).toMatch(/ps7.pwsh\.exe$/);
    expect(findPowerShell(windows, () => false)).toBeNull();
  });
  it('is none of the folder that the program was started in', () => {
    const relative = { platform: 'win32', env: { SystemRoot: 'C:\\Windows', PATH: '.;bin;C:\\ps7' } };
    expect(findPowerShell(relative, (path) => path.endsWith('pwsh.exe'))).toBe('C:\\ps7\\pwsh.exe');
  });
  it('is none on another system, unless one is named', () => {
    expect(findPowerShell({ platform: 'linux', env: { PATH: '/usr/bin' } }, () => true)).toBeNull();
    expect(findPowerShell({ platform: 'linux', env: { TUNNEL_TRIAGE_POWERSHELL: '/opt/pwsh' } }, () => true)).toBe('/opt/pwsh');
  });
});
