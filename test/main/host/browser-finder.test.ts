import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../main/host/browser-finder.ts';

type Search = NonNullable<Parameters<typeof findBrowser>[0]>;

function find(platform: NodeJS.Platform, env: Search['env'], ...installed: string[]): string | null {
  return findBrowser({ platform, env, home: '/Users/ada', isProgram: (path) => installed.includes(path) });
}

describe('the browser finder', () => {
  const windows = {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LocalAppData: 'C:\\Users\\ada\\AppData\\Local',
  };
  it.each<[string, NodeJS.Platform, Search['env'], string]>([
    ['Chromium on the PATH', 'linux', { PATH: '/usr/local/bin:/usr/bin' }, '/usr/bin/chromium'],
    ['Edge of Windows', 'win32', windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['Chrome of one user', 'win32', windows, 'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
    ['Chrome of a Mac', 'darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['Edge of one Mac user', 'darwin', {}, '/Users/ada/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  ])('finds %s', (_what, platform, env, path) => {
    expect(find(platform, env, path)).toBe(path);
  });

  it('prefers Chrome, then Edge, then Chromium', () => {
    const installed = ['/a/chromium', '/b/microsoft-edge', '/b/google-chrome'];
    expect(find('linux', { PATH: '/a:/b' }, ...installed)).toBe('/b/google-chrome');
    expect(find('linux', { PATH: '/a:/b' }, ...installed.slice(0, 2))).toBe('/b/microsoft-edge');
  });

  it('takes the browser that was named, and no other when that one is missing', () => {
    const env = { PATH: '/usr/bin', TUNNEL_TRIAGE_BROWSER: '/opt/my-browser' };
    expect(find('linux', env, '/opt/my-browser', '/usr/bin/chromium')).toBe('/opt/my-browser');
    expect(find('linux', env, '/usr/bin/chromium')).toBeNull();
  });

  it('finds nothing where there is nothing', () => {
    expect([find('linux', {}), find('win32', {}), find('darwin', {}), find('linux', { PATH: '.:relative:' }, 'relative/chromium')]).toEqual(
      [null, null, null, null],
    );
  });
});
