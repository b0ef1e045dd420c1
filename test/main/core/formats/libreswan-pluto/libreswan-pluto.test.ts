import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/libreswan-pluto/format.ts';
import { samples } from '#core/formats/libreswan-pluto/samples.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { linesOf, readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';

function events(text: string) {
  return dataOf(readText(format, text), 'ike-event');
}

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

const dial = '"azure" #1: initiating IKEv2 connection\n"azure" #1: sent IKE_SA_INIT request to 198.51.100.20:500\n';
const main = '"azure" #1: initiating IKEv1 Main Mode connection\n"azure" #1: sent Main Mode request\n';
const up = `"azure" #1: initiator established IKE SA; authenticated peer using authby=secret and ID_IPV4_ADDR '198.51.100.20'\n`;

describe('libreswan-pluto: messages', () => {
  it('reads an attempt: proposals, messages, the transforms that were chosen, the refusal', () => {
    const read = events(sample('log file, IKEv2 with a wrong key'));
    expect(read.map((e) => [e.step, e.direction, e.exchange, e.messageId])).toEqual([
      ['proposals', 'local', null, null],
      ['proposals', 'local', null, null],
      ['other', null, 'IKE_SA_INIT', null],
      ['message', 'sent', 'IKE_SA_INIT', 0],
      ['message', 'sent', 'IKE_AUTH', 1],
      ['failed', 'received', 'IKE_AUTH', null],
    ]);
    expect(read[0]!.proposals.map((p) => p.transforms.map((t) => t.name).join('/'))).toEqual(['AES-CBC-256/PRF-SHA2-256/SHA2-256/14']);
    expect(read[4]!.chosen?.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256', '14']);
    expect(read.at(-1)).toMatchObject({
      fault: 'authentication',
      connection: 'azure',
      session: '1',
      remote: { address: '198.51.100.20', port: 500 },
    });
  });

  it('reads what the peer offered, once with its refusal', () => {
    const read = events(sample('syslog of a responder without a common proposal'));
    expect(read.map((e) => [e.step, e.fault])).toEqual([
      ['failed', 'ike-policy'],
      ['other', 'ike-policy'],
    ]);
    expect(read[0]!.proposals[0]!.transforms.map((t) => t.name)).toEqual(['AES-CBC-128', 'PRF-SHA2-256', 'SHA2-256', '14']);
    expect(read[1]!.remote).toEqual({ address: '198.51.100.20', port: 500 });
  });

  it('reads selectors of a child SA', () => {
    const [event] = events(
      '"azure" #2: initiator established Child SA using #1; IPsec tunnel [192.168.50.0-192.168.50.255:0-65535 0] -> [10.20.0.0-10.20.255.255:0-65535 0] {ESP=>0x1 <0x2}',
    );
    expect(event).toMatchObject({ step: 'established', sa: 'child' });
    expect(event!.selectors.map((s) => s.selector.range)).toEqual(['192.168.50.0-192.168.50.255', '10.20.0.0-10.20.255.255']);
  });
});

describe('libreswan-pluto: failures in the words of the daemon', () => {
  it.each([
    ['key refused', `${dial}"azure" #1: IKE SA authentication request rejected by peer: AUTHENTICATION_FAILED`, 'failed', 'authentication'],
    [
      'key of the peer',
      `"azure" #1: authentication failed: computed hash does not match hash received from peer ID_IPV4_ADDR '203.0.113.10'`,
      'failed',
      'authentication',
    ],
    [
      'proposals refused',
      `${dial}"azure" #1: dropping unexpected IKE_SA_INIT message containing NO_PROPOSAL_CHOSEN notification; message payloads: N; missing payloads: SA,KE,Ni`,
      'failed',
      'ike-policy',
    ],
    ['child refused', `${dial}${up}"azure" #2: IKE_AUTH response rejected Child SA with NO_PROPOSAL_CHOSEN`, 'failed', 'ipsec-policy'],
    [
      'child of the peer',
      '"azure" #2: no local proposal matches remote proposals 1:ESP:ENCR=AES_CBC_128;INTEG=HMAC_SHA1_96;ESN=ENABLED;ESN=DISABLED',
      'failed',
      'ipsec-policy',
    ],
    [
      'selectors refused',
      `${dial}${up}"azure" #2: IKE_AUTH response rejected Child SA with TS_UNACCEPTABLE`,
      'failed',
      'traffic-selectors',
    ],
    ['selectors of the peer', '"azure" #2: No IKEv2 connection found with compatible Traffic Selectors', 'failed', 'traffic-selectors'],
    [
      'identity',
      `"azure" #1: Peer ID '203.0.113.77' mismatched on first found connection and no better connection found`,
      'failed',
      'peer-identity',
    ],
    [
      'silence',
      `${dial}"azure" #1: STATE_V2_PARENT_I1: 8 second timeout exceeded after 4 retransmits.  No response (or no acceptable response) to our first IKEv2 message`,
      'peer-silent',
      'no-answer',
    ],
    [
      'IKEv1, key, initiator',
      `${main}"azure" #1: STATE_MAIN_I3: 8 second timeout exceeded after 4 retransmits.  Possible authentication failure: no acceptable response to our first encrypted message`,
      'failed',
      'authentication',
    ],
    [
      'IKEv1, key, responder',
      '"azure" #1: responding to Main Mode\n"azure" #1: probable authentication failure (mismatch of preshared secrets?): malformed payload in packet',
      'failed',
      'authentication',
    ],
    [
      'IKEv1, quick mode refused',
      `${main}"azure" #1: IKE SA established {auth=PRESHARED_KEY cipher=AES_CBC_256 integ=HMAC_SHA2_256 group=MODP2048}\n"azure" #2: sent Quick Mode request\n"azure" #1: ignoring informational payload NO_PROPOSAL_CHOSEN, msgid=00000000, length=12`,
      'failed',
      'ipsec-policy',
    ],
    ['IKEv1, quick mode of the peer', '"azure" #2: no acceptable Proposal in IPsec SA', 'failed', 'ipsec-policy'],
    [
      'other version',
      'packet from 203.0.113.10:500: initial Main Mode message received but no connection has been authorized with authby=PSK and xauth=no',
      'failed',
      'ike-version',
    ],
  ])('%s', (_name, text, step, fault) => {
    expect(events(text).at(-1)).toMatchObject({ step, fault });
  });

  it('counts what only follows from a failure no second time', () => {
    const text = `${dial}"azure" #1: dropping unexpected IKE_SA_INIT message containing NO_PROPOSAL_CHOSEN notification; message payloads: N
"azure" #1: STATE_V2_PARENT_I1: 8 second timeout exceeded after 4 retransmits.  No response (or no acceptable response) to our first IKEv2 message
`;
    expect(events(text).map((e) => e.step)).toEqual(['other', 'message', 'failed', 'other']);
  });
});

describe('libreswan-pluto: ipsec status', () => {
  it('reads states with the ends of their connection', () => {
    const sas = dataOf(readText(format, sample('ipsec status')), 'device-sa');
    expect(sas.map((s) => [s.vendor, s.sa, s.name, s.local, s.peer, s.state, s.version, s.remainingSeconds])).toEqual([
      ['libreswan', 'ike', 'azure', '203.0.113.10', '198.51.100.20', 'up', 2, 27_907],
      ['libreswan', 'child', 'azure', '203.0.113.10', '198.51.100.20', 'up', 2, 27_900],
    ]);
  });
});

describe('libreswan-pluto: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    expect(sameInEveryEncoding(format, text).some((d) => d.kind !== 'line')).toBe(true);
  });

  it('never throws and keeps every line', () => {
    readAnything(
      format,
      { samples, more: ['"a" #1: ', 'packet from ', '000 "a": '], mostParts: 30, runs: 200, mostBytes: 2000 },
      ({ records }, text) => {
        expect(records.map((r) => r.text)).toEqual(linesOf(text));
      },
    );
  });

  it('very long lines cost no more than their length', () => {
    const started = performance.now();
    readText(
      format,
      `"a" #1: ${'1:IKE:ENCR=AES;'.repeat(50_000)}\n"a" #1: no local proposal matches remote proposals 1:IKE:${'A=B;'.repeat(1500)}\n${'"'.repeat(200_000)}`,
    );
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
