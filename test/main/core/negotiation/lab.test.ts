import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFactView } from '#core/analysis/fact-view.ts';
import { readNegotiation } from '#core/negotiation/reading.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();
const lab = join(corpusDir, 'ike-lab');
const folders = hasCorpus && existsSync(lab) ? readdirSync(lab).filter((f) => existsSync(join(lab, f, 'truth.json'))) : [];
const [capture, log, azureLog] = ['onprem.pcap', 'onprem.charon.log', 'azure.charon.log'];

function joined(folder: string, files: readonly string[], shiftMs: Readonly<Record<string, number>> = {}) {
  const facts = files.flatMap(
    (file) => factsOfText(file, shifted(readFileSync(join(lab, folder, file)), shiftMs[file] ?? 0), knowledge).facts,
  );
  return createFactView(facts, knowledge).negotiations;
}

/** The same log with a clock that is wrong by so much. */
function shifted(bytes: Buffer, byMs: number): Buffer {
  if (byMs === 0) return bytes;
  const text = bytes
    .toString('latin1')
    .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/gm, (at) => new Date(Date.parse(`${at}Z`) + byMs).toISOString().slice(0, 23));
  return Buffer.from(text, 'latin1');
}

function read(folder: string, files: readonly string[]) {
  const { negotiations, witnesses } = joined(folder, files);
  return negotiations.map((n) => readNegotiation(n, witnesses));
}

describe.skipIf(folders.length === 0)(`IKE lab: one negotiation model${corpusNote}`, () => {
  it.each(folders)('%s: what three witnesses saw is one negotiation', (folder) => {
    const { negotiations } = joined(folder, [capture, log, azureLog]);
    expect(negotiations).toHaveLength(1);
    const [only] = negotiations;
    expect([only?.onPremises?.address, only?.initiator]).toEqual(['203.0.113.10', 'on-premises']);
  });

  it.each(['healthy', 'psk-mismatch', 'ikev1-healthy', 'pfs-mismatch'])('%s: both ends tell the same messages as the capture', (folder) => {
    const { negotiations, witnesses } = joined(folder, [capture, log, azureLog]);
    const messages = negotiations[0]!.messages.filter((m) => m.kind === 'message');
    const inCapture = messages.filter((m) => m.seen.some((s) => s.witness === `source-${capture}`));
    expect(inCapture.length).toBeGreaterThan(3);
    for (const message of inCapture.slice(0, 4)) expect(message.seen.map((s) => s.witness)).toHaveLength(witnesses.length);
  });

  // Injected faults of the lab, and how far each witness can know them (truth.json names the cause).
  it.each([
    ['psk-mismatch', 'authentication', 'authentication', 'authentication'],
    ['peer-id-mismatch', 'authentication', 'authentication', 'peer-identity'],
    ['ike-proposal-mismatch', 'ike-policy', 'ike-policy', 'ike-policy'],
    ['ike-dh-only-mismatch', 'ike-policy', 'ike-policy', 'ike-policy'],
    ['esp-proposal-mismatch', 'child-refused', 'ipsec-policy', 'ipsec-policy'],
    ['ts-mismatch', 'child-refused', 'traffic-selectors', 'traffic-selectors'],
    ['pfs-mismatch', 'pfs', 'pfs', 'pfs'],
    ['ikev1-psk-mismatch', 'authentication', 'authentication', 'authentication'],
    ['ikev1-quickmode-mismatch', 'child-refused', 'ipsec-policy', 'ipsec-policy'],
    ['ikev1-vs-ikev2', 'ike-policy', 'ike-policy', 'ike-version'],
    ['peer-dies-dpd', 'peer-lost', 'peer-lost', 'peer-lost'],
    ['udp500-blocked', 'no-answer', 'no-answer', 'no-answer'],
    ['udp4500-blocked', 'no-answer', 'no-answer', 'no-answer'],
    ['wrong-gateway-ip', 'no-answer', 'no-answer', 'no-answer'],
    ['esp-blocked', 'esp-one-way', null, 'esp-one-way'],
    ['healthy', null, null, null],
    ['ikev1-healthy', null, null, null],
  ])('%s: capture %s, device log %s, all %s', (folder, byCapture, byLog, byAll) => {
    expect(read(folder, [capture]).map((r) => r.fault)).toEqual([byCapture]);
    expect(read(folder, [log]).map((r) => r.fault)).toEqual([byLog]);
    expect(read(folder, [capture, log, azureLog]).map((r) => r.fault)).toEqual([byAll]);
  });

  it('tells silence on UDP 4500 after an answer on UDP 500 from silence at once', () => {
    expect(read('udp4500-blocked', [log])[0]?.text?.key).toBe('negotiation.reading.silent-moved-4500');
    expect(read('udp500-blocked', [log])[0]?.text?.key).toBe('negotiation.reading.silent-first');
  });

  it('marks the message that failed: the encrypted answer to IKE_AUTH', () => {
    const { negotiations, witnesses } = joined('psk-mismatch', [capture, log, azureLog]);
    const failed = negotiations[0]!.messages[readNegotiation(negotiations[0]!, witnesses).failedAt!]!;
    expect([failed.kind, failed.from, failed.seen[0].step.exchange, failed.seen[0].step.isResponse]).toEqual([
      'message',
      'azure',
      'IKE_AUTH',
      true,
    ]);
    expect(failed.seen).toHaveLength(3);
  });

  it.each([
    ['seconds', 7_300],
    ['two minutes', -118_000],
    ['a time zone', 9 * 3_600_000],
  ])('finds the clock of a witness that is off by %s', (_name, byMs) => {
    const { witnesses, negotiations } = joined('psk-mismatch', [capture, azureLog], { [azureLog]: byMs });
    expect(negotiations).toHaveLength(1);
    const { offset } = witnesses.find((w) => w.path === azureLog)!;
    expect(Math.abs(offset!.medianMs - byMs)).toBeLessThan(20);
    expect(offset!.anchors).toBeGreaterThanOrEqual(4);
  });

  it('does not take a negotiation of the day before for the same one', () => {
    expect(joined('psk-mismatch', [capture, azureLog], { [azureLog]: -86_400_000 }).negotiations).toHaveLength(2);
  });

  it('knows the offers of both ends and what was chosen', () => {
    const { negotiations } = joined('ike-proposal-mismatch', [log, azureLog]);
    const names = (end: 'azure' | 'on-premises') => negotiations[0]!.offers[end].ike.map((p) => p.transforms.map((t) => t.name).join('/'));
    expect(names('on-premises')).toEqual(['AES-CBC-128/SHA2-256/PRF-SHA2-256/14']);
    expect(names('azure')).toContain('AES-CBC-256/SHA2-256/PRF-SHA2-256/2');
    const healthy = joined('healthy', [capture]).negotiations[0]!;
    expect(healthy.chosen.ike[0]?.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256', '2']);
  });
});
