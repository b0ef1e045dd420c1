import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Language } from '#shared/model/message.ts';
import type { Catalogues } from '#shared/text/translate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { paths } from './paths.ts';

const Samples = z.array(z.strictObject({ id: z.string(), title: z.record(Language, z.string()) }));
const Package = z.object({ version: z.string() });

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export type Assets = {
  readonly knowledge: Knowledge;
  readonly catalogues: Catalogues;
  readonly samples: z.output<typeof Samples>;
  readonly version: string;
};

/** Reads what the build compiled. Knowledge and words were checked against their schemas by the build and are not checked again. */
export function loadAssets(): Assets {
  return {
    // Both files are written by main/tools/compile-assets.ts from these very types.
    knowledge: readJson(join(paths.assets, 'knowledge.json')) as Knowledge,
    catalogues: readJson(join(paths.assets, 'messages.json')) as Catalogues,
    samples: Samples.parse(readJson(join(paths.samples, 'samples.json'))),
    version: Package.parse(readJson(paths.packageJson)).version,
  };
}
