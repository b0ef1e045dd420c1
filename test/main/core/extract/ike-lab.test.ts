import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();
const lab = join(corpusDir, 'ike-lab');

/** The cause that is injected, and those that the same log cannot tell from it. */
const indistinguishable: Readonly<Record<string, readonly string[]>> = {
  // The peer refuses identity and key with the same notify (RFC 7296, 2.21.2).
  'peer-id-mismatch': ['psk-mismatch'],
  // Nothing comes back, whichever of the two it is; priors decide.
  'udp500-blocked': ['wrong-gateway-ip'],
  // A responder without any IKEv1 configuration refuses like one without a matching proposal.
  'ikev1-vs-ikev2': ['ike-policy-mismatch'],
  // The negotiation succeeds; no log tells that nothing passes.
  'esp-blocked': ['none'],
};

function truth(folder: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(lab, folder, 'truth.json'), 'utf8'));
  return parsed !== null && typeof parsed === 'object' && 'cause' in parsed ? String(parsed.cause) : '';
}

function diagnose(folder: string, logs: readonly string[]) {
  const read = logs.map((log) => factsOfText(log, readFileSync(join(lab, folder, log)), knowledge));
  return analyse({ facts: read.flatMap((r) => r.facts), sources: read.map((r) => r.source), answers: [], knowledge });
}

const folders = hasCorpus && existsSync(lab) ? readdirSync(lab).filter((f) => existsSync(join(lab, f, 'truth.json'))) : [];

describe.skipIf(folders.length === 0)(`IKE lab: the injected cause leads${corpusNote}`, () => {
  describe.each([
    ['from the log of the on-premises device alone', ['onprem.charon.log']],
    ['from the logs of both ends', ['onprem.charon.log', 'azure.charon.log']],
  ])('%s', (_name, logs) => {
    it.each(folders)('%s', (folder) => {
      const { causes, findings } = diagnose(folder, logs);
      const cause = truth(folder);
      expect([cause, ...(indistinguishable[folder] ?? [])]).toContain(causes[0]?.id);
      const problems = findings.filter((f) => f.verdict === 'problem').map((f) => f.check);
      if (cause === 'none') expect(problems).toEqual([]);
      else if (folder !== 'esp-blocked') expect(problems).toContain('A3');
      if (folder !== 'esp-blocked') expect(causes.slice(0, 3).map((c) => c.id)).toContain(cause);
    });
  });

  it.each([
    ['peer-id-mismatch', 'peer-id-mismatch'],
    ['pfs-mismatch', 'pfs-mismatch'],
    ['udp4500-blocked', 'udp-4500-blocked'],
  ])('%s: the logs of both ends together tell it from its look-alikes', (folder, cause) => {
    expect(diagnose(folder, ['onprem.charon.log', 'azure.charon.log']).causes[0]?.id).toBe(cause);
  });

  it.each([
    ['peer-id-mismatch', 'peer-id-mismatch'],
    ['ikev1-vs-ikev2', 'ike-version-mismatch'],
    ['pfs-mismatch', 'pfs-mismatch'],
    ['ts-mismatch', 'traffic-selector-mismatch'],
  ])('%s: the gateway alone names it', (folder, cause) => {
    expect(diagnose(folder, ['azure.charon.log']).causes[0]?.id).toBe(cause);
  });

  it.each(folders)('%s: what decides is cited from the log', (folder) => {
    const a3 = diagnose(folder, ['onprem.charon.log']).findings.find((f) => f.check === 'A3');
    expect(a3?.citations.length).toBeGreaterThan(0);
    for (const cited of a3!.citations) expect(readFileSync(join(lab, folder, 'onprem.charon.log'), 'utf8')).toContain(cited.quote);
  });
});
