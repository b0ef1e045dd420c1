import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../../main/host/data-folder.ts';
import { hasDisplay } from '../../../main/host/display.ts';
import { safeFileName } from '../../../main/host/safe-file-name.ts';
import { systemLanguage } from '../../../main/host/system-language.ts';

describe('the data folder', () => {
  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['Windows', 'win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada\\AppData\\Local\\Tunnel Triage'],
    ['macOS', 'darwin', {}, '/home/ada/Library/Application Support/Tunnel Triage'],
    ['Linux', 'linux', {}, '/home/ada/.local/share/tunnel-triage'],
    ['Linux with a folder of its own for data', 'linux', { XDG_DATA_HOME: '/data' }, '/data/tunnel-triage'],
    ['a system that names one', 'linux', { XDG_DATA_HOME: '/data', TUNNEL_TRIAGE_DATA: '/cases' }, '/cases'],
  ])('of %s is the usual place', (_system, platform, env, folder) => {
    expect(dataFolder({ platform, env, home: '/home/ada' })).toBe(folder);
  });
});

describe('a display', () => {
  it.each<[string, NodeJS.Platform, Record<string, string>, boolean]>([
    ['there with X11', 'linux', { DISPLAY: ':0' }, true],
    ['there with Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['missing on a Linux console', 'linux', { DISPLAY: '' }, false],
    ['there on Windows', 'win32', {}, true],
    ['there on macOS', 'darwin', {}, true],
  ])('is %s', (_what, platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe('the language of the system', () => {
  it.each([
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['en-GB', 'en'],
    ['de-DE', 'en'],
    ['C', 'en'],
    ['jam', 'en'],
  ])('%s is shown as %s', (locale, language) => {
    expect(systemLanguage(locale)).toBe(language);
  });
});

describe('the name of an export', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['報告 1/2.pdf', '報告 1-2.pdf'],
    ['../../evil.pdf', 'evil.pdf'],
    ['a:b*c?.md', 'a-b-c-.md'],
    ['name. ', 'name'],
    ['CON.pdf', '_CON.pdf'],
    ['nul', '_nul'],
    ['', 'tunnel-triage'],
    ['...', 'tunnel-triage'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('keeps the ending of a long name', () => {
    expect(safeFileName(`${'長'.repeat(300)}.pdf`)).toMatch(/^長{116}\.pdf$/);
  });
});
