import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const samples = join(root, 'assets/samples');
const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-cli-'));
const scratch = join(work, 'tmp');
mkdirSync(scratch);
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Run = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the real program as a process of its own, with a temporary folder that can be looked into afterwards. */
function run(...words: string[]): Promise<Run> {
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', TMPDIR: scratch, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'main/cli/main.ts'), ...words], { env, maxBuffer: 64e6 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('tunnel-triage diagnose', () => {
  it.each([
    { bundle: 'healthy', code: 0 },
    { bundle: 'shared-key-and-nsg', code: 3 },
  ])('$bundle: exit code $code, and what is said first is what matters', async ({ bundle, code }) => {
    const result = await run('diagnose', join(samples, bundle));
    expect(result.code).toBe(code);
    expect(result.err).toBe('');
    expect(result.out.split('\n').slice(0, 8).join('\n')).toMatch(
      code === 0 ? /working connection[\s\S]*\[none\]/ : /shows a problem[\s\S]*\[psk-mismatch\]/,
    );
  });

  it('--json prints one document a bundle with the members that scripts rely on', async () => {
    const { code, out } = await run('diagnose', '--json', join(samples, 'healthy'), join(samples, 'wrong-gateway-address'));
    const documents = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(3);
    expect(documents).toHaveLength(2);
    for (const document of documents) {
      expect(document).toMatchObject({ schema: 'tunnel-triage/diagnosis@1' });
      expect(Object.keys(document)).toEqual(expect.arrayContaining(['sources', 'findings', 'causes', 'next', 'gaps']));
      expect(document.sources[0]).toMatchObject({
        path: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        format: expect.any(String),
        records: expect.any(Number),
        rejected: expect.any(Number),
      });
      expect(document.findings).toHaveLength(15);
      expect(document.causes[0]).toMatchObject({
        id: expect.any(String),
        probability: expect.any(Number),
        for: expect.any(Array),
        against: expect.any(Array),
      });
    }
    expect(documents[1].findings.find((f: { check: string }) => f.check === 'A2').citations[0]).toMatchObject({
      path: 'onprem/application-rasclient.txt',
      line: expect.any(Number),
    });
  });

  it('an empty folder: exit code 4, and how to collect what is missing', async () => {
    const empty = join(work, 'empty');
    mkdirSync(empty);
    const { code, out } = await run('diagnose', empty);
    expect(code).toBe(4);
    expect(out).toContain('Get-EventLog -LogName System -Source RemoteAccess');
  });

  it.each([
    { words: ['diagnose', 'no-such-bundle.zip'], says: /no-such-bundle\.zip/ },
    { words: ['diagnose'], says: /Name a folder/ },
    { words: ['frobnicate'], says: /Unknown command: frobnicate/ },
  ])('$words: exit code 2 and words on standard error', async ({ words, says }) => {
    const { code, out, err } = await run(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(says);
  });

  it('one unreadable bundle costs only itself', async () => {
    const { code, out, err } = await run('diagnose', '--json', join(work, 'missing'), join(samples, 'healthy'));
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ status: 'healthy' });
    expect(err).toContain('missing');
  });

  it('writes report and case file, keeps nothing else, and shows no evidence control characters', async () => {
    const bundle = join(work, 'esc');
    mkdirSync(bundle);
    writeFileSync(join(bundle, '\u001b]0;owned\u0007.txt'), '\u001b[2Jcleared\n');
    const files = {
      report: join(work, 'out.html'),
      markdown: join(work, 'out.md'),
      json: join(work, 'out.json'),
      kept: join(work, 'out.ttcase'),
    };
    const { out, code } = await run('diagnose', bundle, '--report', files.report, '--case', files.kept);
    expect(code).toBe(4);
    expect(out).not.toMatch(/[^\P{Cc}\n]/u);
    expect(readFileSync(files.report, 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(files.kept).subarray(0, 2).toString()).toBe('PK');
    for (const file of [files.markdown, files.json]) await run('diagnose', bundle, '--report', file);
    expect([files.markdown, files.json].map(existsSync)).toEqual([true, true]);
    expect(readdirSync(scratch).filter((name) => name.startsWith('tunnel-triage-'))).toEqual([]);
  });
});
