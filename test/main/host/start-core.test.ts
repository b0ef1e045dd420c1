import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startCore } from '../../../main/host/start-core.ts';

it('answers core-not-started when the data folder cannot be used, and logs why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const logged: string[] = [];
  const log = { error: (what: string) => void logged.push(what), info: () => undefined };
  const printer = { print: () => Promise.reject(new Error('unused')) };
  const core = startCore({ shell: 'browser', capabilities: { nativeDialog: false, revealFile: false }, dataFolder: file, printer, log });
  expect(await core.ask('cases.list', {})).toMatchObject({ ok: false, error: { code: 'core-not-started' } });
  expect(logged).toEqual(['the core did not start']);
  await core.close();
  rmSync(folder, { recursive: true });
});
