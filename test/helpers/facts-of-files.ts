import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Fact } from '#shared/model/fact.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { chooseFormat } from '#core/import/choose-format.ts';
import { citeFrom } from '#core/import/cite-record.ts';
import { runExtractors } from '#core/import/run-extractors.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { createParseInput, createSample, detectEncoding } from '#core/text/text.ts';

export type ReadFile = { readonly source: SourceSummary; readonly facts: readonly Fact[] };

function fail(error: unknown): never {
  throw error;
}

/** Recognises, parses and extracts one text as an import does, without a store. */
export function factsOfText(path: string, bytes: Uint8Array, knowledge: Knowledge): ReadFile {
  const content = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const encoding = detectEncoding(bytes.subarray(0, 64 * 1024));
  const format = chooseFormat(createSample(path, content, encoding), formats, (_, error) => fail(error));
  const id = `source-${path}`;
  const running = runExtractors(extractors, { cite: citeFrom({ id, path }), knowledge }, (_, error) => fail(error));
  const counts = { records: 0, rejected: 0 };
  for (const parsed of format?.parse(createParseInput(path, encoding, content)) ?? []) {
    if (parsed.type === 'rejected') counts.rejected += 1;
    else running.add(parsed.record, counts.records++);
  }
  const source: SourceSummary = {
    id,
    path,
    sha256: '',
    size: bytes.length,
    format: format?.id ?? 'unknown',
    encoding,
    zone: 'unknown',
    ...counts,
    secretsRemoved: 0,
    storage: 'records',
    importedAtMs: 0,
    head: '',
  };
  return { source, facts: running.finish().facts };
}

export function factsOfFile(file: string, knowledge: Knowledge): ReadFile {
  return factsOfText(basename(file), readFileSync(file), knowledge);
}
