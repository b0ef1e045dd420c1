import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/strongswan-charon/format.ts';
import { samples } from '#core/formats/strongswan-charon/samples.ts';
import { createParseInput } from '#core/text/text.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { readAnything } from '../any-text.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';
import { hangMs } from '../../../../helpers/hang.ts';

function events(text: string): IkeEventData[] {
  return dataOf(readText(format, text), 'ike-event');
}

function last(text: string): IkeEventData {
  return events(text).at(-1)!;
}

const head = `1[IKE] <a|1> initiating IKE_SA a[1] to 198.51.100.20
1[NET] <a|1> sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)
`;

describe('strongswan-charon: messages', () => {
  it('reads exchange, direction, message id, endpoints and notifies of a message', () => {
    const event = last(`${head}2[NET] <a|1> received packet: from 198.51.100.20[500] to 203.0.113.10[500] (36 bytes)
2[ENC] <a|1> parsed IKE_SA_INIT response 0 [ N(NO_PROP) ]`);
    expect(event).toMatchObject({
      witness: 'device-log',
      side: 'on-premises',
      step: 'message',
      direction: 'received',
      exchange: 'IKE_SA_INIT',
      isResponse: true,
      isInitiator: true,
      messageId: 0,
      version: 2,
      local: { address: '203.0.113.10', port: 500 },
      remote: { address: '198.51.100.20', port: 500 },
      notifies: [{ name: 'NO_PROPOSAL_CHOSEN', id: 14 }],
      connection: 'a',
      session: '1',
    });
  });

  it('reads proposals with the names of the registry', () => {
    const [event] = events(
      '5[CFG] <1> received proposals: IKE:AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048, ESP:AES_GCM_16_256/NO_EXT_SEQ',
    );
    expect(event?.proposals.map((p) => [p.protocol, p.transforms.map((t) => t.name)])).toEqual([
      ['ike', ['AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256', '14']],
      ['esp', ['AES-GCM-16-256', 'none']],
    ]);
  });

  it('reads the selectors of a child SA', () => {
    const event = last(
      '5[IKE] <a|1> CHILD_SA net{1} established with SPIs 9f44d2c2_i b2dcb6f4_o and TS 192.168.50.0/24 === 10.20.0.0/24 10.21.0.0/24',
    );
    expect(event.selectors.map((s) => `${s.whose} ${s.selector.range}`)).toEqual([
      'local 192.168.50.0/24',
      'remote 10.20.0.0/24',
      'remote 10.21.0.0/24',
    ]);
  });
});

describe('strongswan-charon: failures', () => {
  it.each([
    [
      'refusal in IKE_SA_INIT',
      '2[ENC] <a|1> parsed IKE_SA_INIT response 0 [ N(NO_PROP) ]\n2[IKE] <a|1> received NO_PROPOSAL_CHOSEN notify error',
      'ike-policy',
    ],
    [
      'refusal of the child in IKE_AUTH',
      '2[IKE] <a|1> IKE_SA a[1] established between 10.0.0.1[x]...10.0.0.2[y]\n2[IKE] <a|1> received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built',
      'ipsec-policy',
    ],
    [
      'refusal at rekey of a child that came up in IKE_AUTH',
      '2[IKE] <a|1> CHILD_SA n{1} established with SPIs 1_i 2_o and TS 0.0.0.0/0 === 0.0.0.0/0\n2[ENC] <a|1> generating CREATE_CHILD_SA request 2 [ N(REKEY_SA) SA No TSi TSr ]\n2[IKE] <a|1> received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built',
      'pfs',
    ],
    [
      'only the group of the child differs',
      '2[ENC] <a|1> parsed QUICK_MODE request 7 [ HASH SA No ID ID ]\n2[CFG] <a|1>   no acceptable DIFFIE_HELLMAN_GROUP found\n2[IKE] <a|1> no matching proposal found, sending NO_PROPOSAL_CHOSEN',
      'pfs',
    ],
    ['key refused by the peer', '2[IKE] <a|1> received AUTHENTICATION_FAILED notify error', 'authentication'],
    [
      'key of the peer refused',
      "2[IKE] <a|1> tried 2 shared keys for '198.51.100.20' - '203.0.113.10', but MAC mismatched",
      'authentication',
    ],
    ['no key for the peer', "2[IKE] <a|1> no shared key found for '203.0.113.10' - '198.51.100.20'", 'authentication'],
    ['identity unknown', '2[CFG] <1> no matching peer config found', 'peer-identity'],
    ['selectors refused by the peer', '2[IKE] <a|1> received TS_UNACCEPTABLE notify, no CHILD_SA built', 'traffic-selectors'],
    ['selectors of the peer refused', '2[IKE] <a|1> traffic selectors 10.99.0.0/24 === 192.168.50.0/24 unacceptable', 'traffic-selectors'],
    ['no answer at all', '2[IKE] <a|1> retransmit 1 of request with message ID 0\n2[IKE] <a|1> giving up after 5 retransmits', 'no-answer'],
    [
      'no answer any more',
      '2[IKE] <a|1> IKE_SA a[1] established between 10.0.0.1[x]...10.0.0.2[y]\n2[IKE] <a|1> giving up after 5 retransmits',
      'peer-lost',
    ],
    ['keep-alives of IKEv1 without an answer', '9[JOB] <a|1> DPD check timed out, enforcing DPD action', 'peer-lost'],
    [
      'no configuration for this version',
      '2[IKE] <1> no IKE config found for 198.51.100.20...203.0.113.10, sending NO_PROPOSAL_CHOSEN',
      'ike-version',
    ],
    [
      'IKEv1 message that another key encrypted',
      '2[ENC] <a|1> generating ID_PROT request 0 [ ID HASH ]\n2[ENC] <a|1> invalid HASH_V1 payload length, decryption failed?',
      'authentication',
    ],
  ])('%s', (_name, text, fault) => {
    expect(last(head + text).fault).toBe(fault);
  });

  it('counts an undecryptable attempt once, whatever is repeated', () => {
    const lines =
      '2[ENC] <a|1> generating ID_PROT request 0 [ ID HASH ]\n' +
      '2[ENC] <a|1> invalid HASH_V1 payload length, decryption failed?\n'.repeat(4);
    expect(events(head + lines).filter((e) => e.step === 'failed')).toHaveLength(1);
  });

  it('takes a deletion for no failure', () => {
    expect(last(`${head}2[IKE] <a|1> received DELETE for IKE_SA a[1]`)).toMatchObject({ step: 'deleted', direction: 'received' });
  });
});

describe('strongswan-charon: times and prefixes', () => {
  it.each([
    ['file', '2026-11-22T07:04:27.413 11[IKE] <a|1> giving up after 5 retransmits', Date.UTC(2026, 10, 22, 7, 4, 27, 413), null],
    [
      'RFC 5424',
      '<30>1 2026-11-18T10:00:00.123456+09:00 fw charon 8 - - 11[IKE] <a|1> giving up after 5 retransmits',
      Date.UTC(2026, 10, 18, 10, 0, 0, 123),
      Date.UTC(2026, 10, 18, 1, 0, 0, 123),
    ],
    ['syslog without a year', 'Nov  8 10:00:00 fw charon[12]: 11[IKE] giving up after 5 retransmits', Date.UTC(2000, 10, 8, 10), null],
    [
      'log with levels',
      '2026-11-22T07:04:27+0000 11[IKE1] <a|1> giving up after 5 retransmits',
      Date.UTC(2026, 10, 22, 7, 4, 27),
      Date.UTC(2026, 10, 22, 7, 4, 27),
    ],
  ])('%s', (_name, line, localMs, utcMs) => {
    const [record] = readText(format, line).records;
    expect(record?.data.kind).toBe('ike-event');
    expect(record?.time).toMatchObject({ localMs, utcMs });
  });

  it('goes on into the next year when syslog starts with January again', () => {
    const { records } = readText(
      format,
      'Dec 31 23:59:59 fw charon: 1[IKE] giving up after 5 retransmits\nJan  1 00:00:01 fw charon: 1[IKE] giving up after 5 retransmits',
    );
    expect(records[1]!.time!.localMs - records[0]!.time!.localMs).toBe(2000);
  });

  it.each([
    ['onprem.charon.log', 'on-premises'],
    ['bundle/azure/charon.log', 'azure'],
    ['azure.charon.log', 'azure'],
    ['charon.log', 'on-premises'],
    ['case-azure/onprem.charon.log', 'on-premises'],
  ])('%s stands %s', (path, side) => {
    const bytes = Buffer.from(head);
    const input = createParseInput(path, 'utf-8', { size: bytes.length, read: (o, l) => bytes.subarray(o, o + l) });
    const [first] = [...format.parse(input)];
    expect(first?.type === 'record' && first.record.data).toMatchObject({ side });
  });
});

describe('strongswan-charon: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same events', ({ text }) => {
    const expected = dataOf(readText(format, text), 'ike-event');
    expect(expected.length).toBeGreaterThan(2);
    for (const { name, bytes } of variants(text)) expect(dataOf(readBytes(format, bytes), 'ike-event'), name).toEqual(expected);
  });

  it('never throws and keeps every line', () => {
    readAnything(
      format,
      { samples, more: ['2[IKE] <a|1> received ', '[[[', '<30>1 ', ' N('], mostParts: 20, runs: 100, mostBytes: 2000 },
      ({ records, rejected }, text) => {
        expect(rejected).toEqual([]);
        expect(records.length).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
      },
    );
  });

  it('a very long line costs no more than its length', () => {
    const started = performance.now();
    readText(format, `1[IKE] <a|1> received proposals: ${'IKE:AES_CBC_256/'.repeat(50_000)}\n1[IKE] IKE_SA ${'['.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});

describe.skipIf(!hasCorpus)(`strongswan-charon: the lab's logs${corpusNote}`, () => {
  it('reads both ends of the healthy tunnel as the same negotiation', () => {
    const [onPremises, azure] = ['onprem', 'azure'].map((end) =>
      events(readFileSync(join(corpusDir, `ike-lab/healthy/${end}.charon.log`), 'utf8')).filter(
        (e) => e.step === 'message' && e.exchange === 'IKE_AUTH',
      ),
    );
    expect(onPremises!.map((e) => [e.direction, e.isResponse])).toEqual([
      ['sent', false],
      ['received', true],
    ]);
    expect(azure!.map((e) => [e.direction, e.isResponse])).toEqual([
      ['received', false],
      ['sent', true],
    ]);
  });
});
