import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Format, Parsed } from '#core/formats/format.ts';
import { formats } from '#core/generated/formats.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import { findSecrets } from '#core/secrets/secrets.ts';
import { createParseInput, createSample, detectEncoding } from '#core/text/text.ts';
import { corpusDir, hasCorpus } from '../helpers/corpus.ts';

/** Something that reads bytes from outside. `run` throws when it breaks a promise: an exception, a place outside of the file. */
export type Target = { readonly id: string; readonly seeds: readonly Buffer[]; readonly run: (bytes: Buffer) => void };

type Samples = { readonly samples: readonly { readonly text: string }[] };

const folder = join(import.meta.dirname, '../../main/core/formats');
const largestSeed = 300_000;
const mostSeeds = 40;
/** Records and rejected units of one input: each takes some of its bytes. */
const mostItems = 1 << 20;

function sourceOf(bytes: Uint8Array) {
  return { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
}

function score(format: Format, bytes: Buffer): number {
  return format.detect(createSample('file', sourceOf(bytes), detectEncoding(bytes.subarray(0, 65_536))));
}

function check(item: Parsed, size: number): void {
  if (item.type === 'rejected') {
    if (item.line !== null && item.line < 1) throw new Error(`a unit was rejected at line ${item.line}`);
    return;
  }
  const { line, endLine, offset } = item.record.place;
  // Numbers of event records are the file's own, and damage can make one 0.
  if (line < 0 || endLine < line || offset < 0 || offset > size) throw new Error(`a record stands at ${line}-${endLine}, byte ${offset}`);
}

function parseAll(format: Format, bytes: Buffer): void {
  score(format, bytes);
  let items = 0;
  const encoding = format.id === 'packet-capture' || format.id === 'windows-evtx' ? 'binary' : detectEncoding(bytes.subarray(0, 65_536));
  for (const item of format.parse(createParseInput('file', encoding, sourceOf(bytes)))) {
    check(item, bytes.length);
    items += 1;
    if (items > mostItems) throw new Error(`more than ${mostItems} items of ${bytes.length} bytes`);
  }
}

function corpusFiles(): Buffer[] {
  if (!hasCorpus) return [];
  const names = readdirSync(corpusDir, { recursive: true, encoding: 'utf8' }).map((name) => join(corpusDir, name));
  const files = names.filter((name) => statSync(name).isFile() && statSync(name).size <= largestSeed);
  return files.map((name) => readFileSync(name));
}

async function samplesOf(id: string): Promise<Buffer[]> {
  const file = join(folder, id, 'samples.ts');
  if (!existsSync(file)) return [];
  const module: Samples = await import(file);
  return module.samples.map(({ text }) => Buffer.from(text, id === 'packet-capture' ? 'latin1' : 'utf8'));
}

/** Small seeds first: they are read fastest, and a change is likelier to hit what matters. */
function chosen(seeds: readonly Buffer[]): Buffer[] {
  return seeds
    .filter((seed) => seed.length > 0)
    .toSorted((a, b) => a.length - b.length)
    .slice(0, mostSeeds);
}

async function formatTarget(format: Format, files: readonly Buffer[]): Promise<Target> {
  const seeds = chosen([...(await samplesOf(format.id)), ...files.filter((bytes) => score(format, bytes) > 0)]);
  return { id: format.id, seeds, run: (bytes) => parseAll(format, bytes) };
}

/** Messages of captures as they stand behind 42 bytes of headers; what is no message is a seed as good as any. */
function ikeTarget(captures: Target | undefined): Target {
  const seeds = (captures?.seeds ?? []).flatMap((bytes) => [bytes.subarray(82), bytes.subarray(86)]).filter((seed) => seed.length >= 28);
  return { id: 'ike-message', seeds, run: (bytes) => void readIkeMessage(bytes, bytes.length % 2 === 0) };
}

function secretsTarget(all: readonly Target[]): Target {
  const seeds = chosen(all.flatMap((target) => target.seeds.slice(0, 2)));
  return {
    id: 'secrets',
    seeds,
    run: (bytes) => {
      const text = bytes.toString('utf8');
      for (const { start, end } of findSecrets(text, 'file.txt')) {
        if (start < 0 || end < start || end > text.length) throw new Error(`a secret stands at ${start}-${end} of ${text.length}`);
      }
    },
  };
}

/** Every format with its samples and the corpus files that it claims, the reader of IKE messages, and the search for keys. */
export async function loadTargets(): Promise<readonly Target[]> {
  const files = corpusFiles();
  const targets = await Promise.all(formats.map((format) => formatTarget(format, files)));
  const capture = targets.find(({ id }) => id === 'packet-capture');
  return [...targets, ikeTarget(capture), secretsTarget(targets)].filter(({ seeds }) => seeds.length > 0);
}
