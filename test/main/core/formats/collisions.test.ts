import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '#core/generated/formats.ts';
import { detectText } from './parse-text.ts';

type Named = { readonly name: string; readonly text: string };

const folder = join(import.meta.dirname, '../../../../main/core/formats');

/** Samples stand beside each format as `samples.ts`. */
async function samplesOf(id: string): Promise<readonly Named[]> {
  const file = join(folder, id, 'samples.ts');
  if (!existsSync(file)) return [];
  const module: { samples: readonly Named[] } = await import(file);
  return module.samples;
}

const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'format.ts')))
  .map((entry) => entry.name);
const all = (await Promise.all(ids.map(async (id) => (await samplesOf(id)).map((sample) => ({ id, ...sample }))))).flat();

function scores(text: string): { id: string; score: number }[] {
  return formats
    .map((f) => ({ id: f.id, score: detectText(f, text) }))
    .filter((s) => s.score > 0)
    .toSorted((a, b) => b.score - a.score);
}

it('every format has samples and the id of its folder', async () => {
  for (const id of ids) expect(await samplesOf(id), id).not.toEqual([]);
  expect(formats.map((f) => f.id).toSorted()).toEqual(ids.toSorted());
});

describe('a sample is claimed by its own format, first and alone in first place', () => {
  it.each(all)('$id: $name', ({ id, text }) => {
    const [first, second] = scores(text);
    expect(first?.id).toBe(id);
    expect(first!.score).toBeGreaterThan(second?.score ?? 0);
  });

  it.each(all)('$id: $name, with CRLF', ({ id, text }) => {
    expect(scores(text.replaceAll('\n', '\r\n'))[0]?.id).toBe(id);
  });
});

it.each([
  ['an empty file', ''],
  ['prose', 'The tunnel is down since 10:00.\nPlease check: the gateway 198.51.100.20 does not answer.\n'],
  ['a syslog', 'Nov 18 10:00:00 fw sshd[812]: Accepted publickey for admin from 10.0.0.1 port 50022 ssh2\n'.repeat(50)],
  ['a CSV of something else', '"Name","Value"\n"a","1"\n"b","2"\n'],
  ['JSON of something else', '{ "hello": { "world": [1, 2, 3] } }\n'],
  ['a list of something else', 'Caption : x\nCommandLine : y\nCreationClassName : Win32_Process\n'],
  ['Markdown', '# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. first\n2. second\n'],
])('%s is claimed by no format', (_name, text) => {
  expect(scores(text)).toEqual([]);
});
