import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The npm package `winevtx`, a reader in plain JavaScript by another author; null where it is not installed. */
const file =
  createRequire(import.meta.url)
    .resolve.paths('winevtx')
    ?.map((folder) => join(folder, 'winevtx/dist/index.js'))
    .find((path) => existsSync(path)) ?? null;

export const hasWinevtx = file !== null;

type Winevtx = { readonly parseEvtxFile: (bytes: Buffer) => Iterable<unknown> };

export async function loadWinevtx(): Promise<Winevtx> {
  if (file === null) throw new Error('winevtx is not installed');
  return import(pathToFileURL(file).href);
}
