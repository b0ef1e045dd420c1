import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../main/host/assets.ts';
import { hasIkeLab, ikeLabNote } from '../helpers/ike-lab.ts';
import { judge, judgeJoining } from '../helpers/lab-demands.ts';
import { diagnoseRun, labRuns, negotiationsOfRun, viewNames } from '../helpers/lab-runs.ts';
import { runSetting } from './run-setting.ts';
import { settings } from './settings.ts';

const { knowledge } = loadAssets();
// A few of the settings; `npm run lab` makes all of them.
const names = ['key-clock-attempts', 'ipsec-from-azure', 'healthy-v1-aggressive'];
const hasCapture = spawnSync('which', ['tcpdump']).status === 0;
const note = hasIkeLab && !hasCapture ? ' (skipped: tcpdump is not installed)' : ikeLabNote;
const work = mkdtempSync(join(tmpdir(), 'ttv-test-'));

describe.skipIf(!hasIkeLab || !hasCapture)(`fresh negotiations of strongSwan${note}`, () => {
  beforeAll(async () => {
    const chosen = settings.filter((s) => names.includes(s.name));
    await Promise.all(chosen.map((s, i) => runSetting(s, join(work, s.name), `ttv-${process.pid}-t${i}`)));
  }, 120_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it.each(names)('%s: the injected cause leads where the witness can know it, and the witnesses join', (name) => {
    const run = labRuns(work).find((r) => r.name === name)!;
    for (const view of viewNames) expect(judge(run, view, diagnoseRun(run, view, knowledge)).broken, view).toEqual([]);
    expect(judgeJoining(run, negotiationsOfRun(run, 'all', knowledge))).toEqual([]);
  });
});
