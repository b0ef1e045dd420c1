import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { corpusDir, corpusNote } from '../../../helpers/corpus.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { judge, judgeJoining, limits } from '../../../helpers/lab-demands.ts';
import { diagnoseRun, labRuns, negotiationsOfRun, viewNames } from '../../../helpers/lab-runs.ts';
import type { LabRun } from '../../../helpers/lab-runs.ts';

const { knowledge } = loadAssets();
const runs = labRuns(join(corpusDir, 'ike-lab')).map((run) => [run.name, run] as const);

function ofGateway({ folder }: LabRun) {
  const { facts, source } = factsOfText('azure.charon.log', readFileSync(join(folder, 'azure.charon.log')), knowledge);
  return analyse({ facts, sources: [source], answers: [], knowledge });
}

function runOf(name: string): LabRun {
  return runs.find(([own]) => own === name)![1];
}

// `npm run bench:diagnosis` prints the same as a table.
describe.skipIf(runs.length === 0)(`IKE lab: the injected cause leads where the witness can know it${corpusNote}`, () => {
  describe.each(viewNames)('from %s', (view) => {
    it.each(runs)('%s', (_name, run) => {
      const analysis = diagnoseRun(run, view, knowledge);
      const { broken } = judge(run, view, analysis);
      expect(broken, analysis.causes.map((c) => `${c.id} ${c.probability}`).join('\n')).toEqual([]);
    });
  });

  it.each(runs)('%s: three witnesses join, clocks equal', (_name, run) => {
    const joined = negotiationsOfRun(run, 'all', knowledge);
    const heardOfNothing = run.cause === 'udp-500-blocked' || run.cause === 'wrong-gateway-ip';
    expect(joined.witnesses).toHaveLength(heardOfNothing ? 2 : 3);
    expect(judgeJoining(run, joined)).toEqual([]);
  });

  it.each([
    ['peer-id-mismatch', 'peer-id-mismatch'],
    ['ikev1-vs-ikev2', 'ike-version-mismatch'],
    ['pfs-mismatch', 'pfs-mismatch'],
    ['ts-mismatch', 'traffic-selector-mismatch'],
  ])('%s: the gateway alone names it', (name, cause) => {
    expect(ofGateway(runOf(name)).causes[0]?.id).toBe(cause);
  });

  it.each(runs)('%s: what decides is cited from the log', (_name, run) => {
    const a3 = diagnoseRun(run, 'log', knowledge).findings.find((f) => f.check === 'A3');
    expect(a3?.citations.length).toBeGreaterThan(0);
    const log = readFileSync(join(run.folder, 'onprem.charon.log'), 'utf8');
    for (const cited of a3!.citations) expect(log).toContain(cited.quote);
  });
});

describe('the demand itself', () => {
  it('speaks of causes that the knowledge has', () => {
    const known = knowledge.causes.map((c) => c.id);
    for (const { cause } of limits) expect(known).toContain(cause);
  });

  const run: LabRun = {
    name: 'x',
    folder: '',
    cause: 'esp-blocked',
    initiator: 'on-premises',
    version: 2,
    attempts: null,
    azureClockMs: 0,
  };
  const empty = analyse({ facts: [], sources: [], answers: [], knowledge });

  it('is broken by a cause that is not first though the witness can know it', () => {
    expect(judge(run, 'capture', empty).broken).toHaveLength(1);
  });

  it('is broken by a next check that would not tell', () => {
    const others = {
      ...empty,
      causes: empty.causes.filter((c) => c.id === 'esp-blocked'),
      next: empty.next.filter((n) => n.check === 'D1'),
    };
    expect(judge(run, 'log', others).broken.map((b) => b.split(',')[0])).toEqual([`next best check ${others.next[0]?.check ?? '–'}`]);
  });
});
