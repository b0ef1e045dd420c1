import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { readNegotiation } from '#core/negotiation/reading.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { ethernet, hex, ikeUdp, ipv4, pcap, udp } from '../../../helpers/capture-builder.ts';
import type { Udp } from '../../../helpers/capture-builder.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { evaluate } from '../checks/evaluate.ts';

const { knowledge } = loadAssets();
const back: Udp = { from: ikeUdp.to, fromPort: 500, to: ikeUdp.from, toPort: 500 };
const nat = (ends: Udp): Udp => ({ ...ends, fromPort: 4500, toPort: 4500 });
const elsewhere = 'aa00000000000009';

/** SPIs, next payload, version, exchange, flags, message id; then that many bytes nobody can read. */
function message(ends: Udp, initiator: string, responder: string, fields: string, sealed = 0): Buffer {
  const body = Buffer.alloc(sealed, 0x5a);
  const length = (28 + sealed).toString(16).padStart(8, '0');
  const marker = ends.toPort === 4500 ? '00000000' : '';
  const ike = Buffer.concat([hex(`${marker}${initiator}${responder}${fields.replaceAll(' ', '')}${length}`), body]);
  return ethernet('0800', ipv4(ends.from, ends.to, 17, udp(ends, ike)));
}
const nobody = '0000000000000000';
const [spi, other] = ['bb00000000000001', 'cc00000000000002'];
const first = (own: string, ends = ikeUdp) => message(ends, own, nobody, '00 20 22 08 00000000');
const answer = (own: string, ends = back) => message(ends, own, other, '00 20 22 20 00000000');
const sealed = (own: string, ends = nat(ikeUdp)) => message(ends, own, other, '00 20 23 08 00000001');

function factsOf(packets: readonly Buffer[]): readonly Fact[] {
  return factsOfText('a.pcap', pcap(packets), knowledge).facts;
}

function faults(facts: readonly Fact[]): (string | null)[] {
  const { negotiations, witnesses } = createFactView(facts, knowledge).negotiations;
  return negotiations.map((n) => readNegotiation(n, witnesses).fault);
}

describe('silence on UDP 4500 in a capture', () => {
  const attempt = (own: string) => [first(own), answer(own), sealed(own), sealed(own), sealed(own)];

  it('is found in every one of several attempts, though UDP 500 answers each', () => {
    const facts = factsOf([...attempt(spi), ...attempt(elsewhere)]);
    expect(evaluate('B2', facts).outcome).toBe('blocked-4500');
    expect(evaluate('A3', facts).outcome).toBe('no-answer');
  });

  it('is none where the second attempt is answered', () => {
    const reply = message(nat(back), elsewhere, other, '00 20 23 20 00000001');
    expect(evaluate('B2', factsOf([...attempt(spi), first(elsewhere), answer(elsewhere), sealed(elsewhere), reply])).outcome).toBe(
      'cannot-tell',
    );
  });
});

describe('an opener that never goes on after IKE_SA_INIT', () => {
  const opened = (own: string) => [first(own, back), answer(own, ikeUdp)];

  it('is a failure when it opens again soon, and no proof of a blocked port', () => {
    const facts = factsOf([...opened(spi), ...opened(elsewhere)]);
    expect(evaluate('A3', facts).outcome).toBe('no-answer');
    expect(evaluate('B2', facts).outcome).toBe('cannot-tell');
  });

  it.each([
    ['once: the capture may just end there', opened(spi)],
    ['and is told to take another group', [...opened(spi), first(elsewhere, back)]],
    ['in one of two attempts', [...opened(spi), ...opened(elsewhere), message(back, spi, other, '00 20 23 08 00000001')]],
  ])('is nothing %s', (_name, packets) => {
    expect(evaluate('A3', factsOf(packets)).outcome).toBe('cannot-tell');
  });
});

describe('the log of a device whose peer never goes on after IKE_SA_INIT', () => {
  const opened = (at: string, sa: number, name = `<${sa}>`) => [
    `${at}.100 05[NET] ${name} received packet: from 198.51.100.20[500] to 203.0.113.10[500] (336 bytes)`,
    `${at}.101 05[ENC] ${name} parsed IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]`,
    `${at}.102 05[ENC] ${name} generating IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]`,
    `${at}.103 05[NET] ${name} sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)`,
  ];
  const outcome = (...lines: readonly string[]) =>
    evaluate('A3', factsOfText('charon.log', Buffer.from(lines.join('\n')), knowledge).facts).outcome;
  const [noon, again, nextDay] = ['2026-11-22T12:00:00', '2026-11-22T12:00:20', '2026-11-23T12:00:00'];

  it('is a failure when the peer opens again soon', () => {
    expect(outcome(...opened(noon, 1), ...opened(again, 2))).toBe('no-answer');
  });

  it('is nothing once, a day later, or when IKE_AUTH came', () => {
    expect(outcome(...opened(noon, 1))).toBe('cannot-tell');
    expect(outcome(...opened(noon, 1), ...opened(nextDay, 2))).toBe('cannot-tell');
    const auth = `${again}.200 05[ENC] <2> parsed IKE_AUTH request 1 [ IDi AUTH SA TSi TSr ]`;
    expect(outcome(...opened(noon, 1), ...opened(again, 2), auth)).toBe('cannot-tell');
  });
});

describe('a request that the other end never sees', () => {
  const log = (lines: readonly string[]): string => lines.map((line, i) => `2026-11-22T07:00:0${i}.100 05[IKE] ${line}`).join('\n');
  const initiator = log([
    '<a|1> initiating IKE_SA a[1] to 198.51.100.20',
    '<a|1> generating IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]',
    '<a|1> sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)',
    '<a|1> received packet: from 198.51.100.20[500] to 203.0.113.10[500] (336 bytes)',
    '<a|1> parsed IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]',
    '<a|1> generating IKE_AUTH request 1 [ IDi AUTH SA TSi TSr ]',
    '<a|1> sending packet: from 203.0.113.10[4500] to 198.51.100.20[4500] (240 bytes)',
    '<a|1> retransmit 1 of request with message ID 1',
    '<a|1> giving up after 3 retransmits',
  ]);

  const gatewayLog = log([
    '<1> received packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)',
    '<1> parsed IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]',
    '<1> 203.0.113.10 is initiating an IKE_SA',
    '<1> generating IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]',
    '<1> sending packet: from 198.51.100.20[500] to 203.0.113.10[500] (336 bytes)',
  ]);

  it('is lost on UDP 4500, told by the logs of both ends', () => {
    const device = factsOfText('onprem.charon.log', Buffer.from(initiator), knowledge).facts;
    const gateway = factsOfText('azure.charon.log', Buffer.from(gatewayLog), knowledge).facts;
    expect(evaluate('B2', device).outcome).toBe('cannot-tell');
    const { outcome, citations } = evaluate('B2', [...device, ...gateway]);
    expect([outcome, citations[0]?.quote]).toEqual(['blocked-4500', expect.stringContaining('generating IKE_AUTH request 1')]);
  });
});

describe('IKEv1 under encryption', () => {
  const v1 = (ends: Udp, exchange: string, flags: string, id: string, bytes: number) =>
    message(ends, spi, other, `${flags === '01' ? '08' : '00'} 10 ${exchange} ${flags} ${id}`, bytes);
  const aggressive = [message(ikeUdp, spi, nobody, '00 10 04 00 00000000'), v1(back, '04', '00', '00000000', 0)];
  const quick = [v1(ikeUdp, '20', '01', '00000011', 96), v1(back, '20', '01', '00000011', 96), v1(ikeUdp, '20', '01', '00000011', 48)];
  const keepAlive = (ends: Udp, id: string) => v1(ends, '05', '01', id, 64);

  it('aggressive mode: an informational message in place of message 3 refuses the key', () => {
    expect(faults(factsOf([...aggressive, keepAlive(ikeUdp, '00000021')]))).toEqual(['authentication']);
    expect(faults(factsOf([...aggressive, v1(ikeUdp, '04', '01', '00000000', 48), keepAlive(ikeUdp, '00000021')]))).toEqual([null]);
  });

  it('keep-alives that nothing answers: the peer is lost', () => {
    const open = [...aggressive, v1(ikeUdp, '04', '01', '00000000', 48), ...quick];
    const [asked, again] = [keepAlive(ikeUdp, '00000021'), keepAlive(ikeUdp, '00000022')];
    expect(faults(factsOf([...open, asked, again]))).toEqual(['peer-lost']);
    expect(faults(factsOf([...open, asked]))).toEqual([null]);
    expect(faults(factsOf([...open, asked, keepAlive(back, '00000031'), again, keepAlive(back, '00000032')]))).toEqual([null]);
  });
});
