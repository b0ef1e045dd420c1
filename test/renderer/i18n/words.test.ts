import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '#shared/api/result.ts';
import { Job, JobProgress } from '#shared/model/job.ts';
import { Verdict } from '#shared/model/verdict.ts';
import { catalogues } from '../../../renderer/i18n/catalogues.ts';

const folder = join(import.meta.dirname, '../../../renderer');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

describe('words of the window', () => {
  it('exist for every key that a screen names', () => {
    const used = sources.flatMap(({ file, text }) => [...text.matchAll(/\bt\('([^']+)'/g)].map((m) => ({ file, key: m[1] ?? '' })));
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter(({ key }) => !(key in catalogues.en))).toEqual([]);
  });

  it('exist for every beginning of a key that a screen completes', () => {
    const begun = sources.flatMap(({ text }) => [...text.matchAll(/\bt\(`([^`$]+)\$\{/g)].map((m) => m[1] ?? ''));
    const keys = Object.keys(catalogues.en);
    expect([...new Set(begun)].filter((start) => !keys.some((key) => key.startsWith(start)))).toEqual([]);
  });

  it.each([
    ['every error', ErrorCode.options.map((code) => `error.${code}`)],
    ['every verdict', Verdict.options.map((verdict) => `verdict.${verdict}`)],
    ['every kind of a job', Job.shape.kind.options.map((kind) => `job.doing.${kind}`)],
    ['every phase of a job', JobProgress.shape.phase.options.map((phase) => `job.phase.${phase}`)],
  ])('exist for %s in both languages', (_name, keys) => {
    expect(keys.filter((key) => !(key in catalogues.en) || !(key in catalogues.ja))).toEqual([]);
  });

  it('are never written into a screen itself', () => {
    // Between tags, English prose shows as two or more words of letters.
    const prose = sources.flatMap(({ file, text }) =>
      file.endsWith('.tsx') ? [...text.matchAll(/>\s*([A-Z][a-z]+(?: [A-Za-z]+)+)\s*</g)].map((m) => `${file}: ${m[1]}`) : [],
    );
    expect(prose).toEqual([]);
  });
});
