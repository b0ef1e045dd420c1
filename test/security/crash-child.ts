import { importBundle } from '#core/import/import-bundle.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { openCase } from '#host/store/open-case.ts';
import { systemClock } from '#host/system-clock.ts';
import { countingExtractor, simpleFormat } from '../helpers/simple-format.ts';
import { crashBundle } from './crash-bundle.ts';

/** Imports the crash test's bundle into the case folder given, stored by a thread of its own if so told; the test kills this process at any moment. */
const [dir, where] = process.argv.slice(2);
// No extractor of the test looks anything up.
const knowledge: Knowledge = JSON.parse('{}');
const store = openCase(String(dir), { threadBytes: where === 'thread' ? 0 : Number.POSITIVE_INFINITY });
process.stdout.write('ready\n');
await importBundle({
  input: crashBundle().input,
  store,
  formats: [simpleFormat],
  extractors: [countingExtractor],
  knowledge,
  secrets: createSecretKeeper(),
  cancellation: { check: () => undefined },
  clock: systemClock,
  onProgress: () => undefined,
});
store.close();
