import { describe, expect, it } from 'vitest';
import { dataDirectory } from '#host/library/data-directory.ts';

describe.skipIf(process.platform === 'win32')('where data lives (skipped on Windows: POSIX paths)', () => {
  it.each([
    ['Linux', 'linux', {}, '/home/a/.local/share/tunnel-triage'],
    ['Linux with XDG', 'linux', { XDG_DATA_HOME: '/x' }, '/x/tunnel-triage'],
    ['macOS', 'darwin', {}, '/home/a/Library/Application Support/Tunnel Triage'],
    ['Windows', 'win32', { APPDATA: '/roaming' }, '/roaming/Tunnel Triage'],
    ['said explicitly', 'linux', { TUNNEL_TRIAGE_DATA: '/data', XDG_DATA_HOME: '/x' }, '/data'],
  ] as const)('%s', (_name, platform, variables, expected) => {
    expect(dataDirectory({ platform, home: '/home/a', variables })).toBe(expected);
  });
});
