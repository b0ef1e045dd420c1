import { execFileSync, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../main/host/browser-finder.ts';
import { paths } from '../../../main/host/paths.ts';
import { createPdfPrinter } from '../../../main/host/pdf-printer.ts';

const browser = findBrowser();
const note = browser ? '' : ' (skipped: no Chrome, Edge or Chromium is installed)';
const hasPoppler = spawnSync('pdfinfo', ['-v']).status === 0;
const popplerNote = hasPoppler ? '' : ' (skipped: poppler-utils is not installed)';
const logged: unknown[] = [];
const log = { error: (_what: string, error: unknown) => void logged.push(error), info: () => undefined };
const options = { paper: 'A4', title: 'T', language: 'en' } as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const page = (paper: string) => `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>Case report</title>
<link rel="stylesheet" href="${paths.fontSheet}"><style>body { font-family: 'Noto Sans JP'; } @page { size: ${paper}; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); } } h2 { break-before: page; }</style></head>
<body><h1>Wrong gateway address</h1><p>事前共有キー</p><h2>Evidence</h2><table><tr><th scope="col">Code</th></tr><tr><td>809</td></tr></table></body></html>`;

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`tunnel-triage-${process.pid}-`));
}

/** Command lines of processes that still use a profile of this process (Linux). */
function browsersLeft(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const commands = pids.map((pid) => (existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''));
  return commands.filter((command) => command.includes(`tunnel-triage-${process.pid}-`));
}

describe.skipIf(!browser)(`printing through an installed browser${note}`, () => {
  it('gives a PDF and leaves neither process nor file', async () => {
    const pdf = await createPdfPrinter(() => browser, log).print(page('A4'), options);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(leftovers()).toEqual([]);
    if (process.platform === 'linux') expect(browsersLeft()).toEqual([]);
  });

  it.skipIf(!hasPoppler).each([
    ['A4', '(A4)'],
    ['Letter', '(letter)'],
  ] as const)(`makes a tagged document with title, outline, page numbers and Japanese text on %s${popplerNote}`, async (paper, size) => {
    const file = join(folder, `${paper}.pdf`);
    writeFileSync(file, await createPdfPrinter(() => browser, log).print(page(paper), { ...options, paper }));
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info).toMatch(/Title:\s+Case report/);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Pages:\s+2/);
    expect(info).toContain(size);
    expect(readFileSync(file, 'latin1')).toMatch(/\/Type \/Outlines/);
    expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toMatch(/事前共有キー[\s\S]*1 ?\/ ?2[\s\S]*809[\s\S]*2 ?\/ ?2/);
  });

  it('asks no server for anything, even when the page refers to one', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/x`;
    const html = `<html><head><link rel="stylesheet" href="${url}"></head><body><img src="${url}"><iframe src="${url}"></iframe><script src="${url}"></script></body></html>`;
    expect((await createPdfPrinter(() => browser, log).print(html, options)).length).toBeGreaterThan(1_000);
    server.close();
    expect(asked).toBe(0);
  });
});

function fakeBrowser(script: string): string {
  const path = join(folder, `fake-${script.length}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('printing that cannot work', () => {
  it('says pdf-no-browser when there is none', async () => {
    await expect(createPdfPrinter(() => null, log).print(page('A4'), options)).rejects.toMatchObject({
      appError: { code: 'pdf-no-browser' },
    });
  });

  it.skipIf(process.platform === 'win32').each([
    ['ends at once', 'exit 3'],
    ['never answers', 'sleep 600 & sleep 600'],
    ['talks nonsense', "printf 'null\\0' >&4; exit 0"],
  ])('says pdf-failed, logs it and leaves nothing when the browser %s', async (_what, script) => {
    logged.length = 0;
    const printer = createPdfPrinter(() => fakeBrowser(script), log, 300);
    await expect(printer.print(page('A4'), options)).rejects.toMatchObject({ appError: { code: 'pdf-failed' } });
    expect(logged).toHaveLength(1);
    expect(leftovers()).toEqual([]);
    if (process.platform === 'linux') expect(browsersLeft()).toEqual([]);
  });
});
