import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIkeAnswer } from '#core/probes/ike-answer.ts';
import { probeIke } from '#core/probes/ike-probe.ts';
import type { ProbeRequestOf } from '#shared/model/probe.ts';
import { fakeWorld, type FakePeer } from '../../../helpers/fake-probe-ports.ts';

const request: ProbeRequestOf<'ike'> = { kind: 'ike', host: '198.51.100.20', port: 500, version: 2, offer: 'AES256/SHA1/2', groups: false };
const quiet = { signal: new AbortController().signal, step: () => undefined };

/** An answer of IKEv2 to a message: the same SPI, the response flag, one notify. */
function notifyAnswer(to: Buffer, type: number, data: Buffer, marked = false): Buffer {
  const ask = marked ? to.subarray(4) : to;
  const body = Buffer.concat([Buffer.from([0, 0, 0, 8 + data.length, 0, 0, type >> 8, type & 0xff]), data]);
  const head = Buffer.alloc(28);
  ask.copy(head, 0, 0, 8);
  head.set([41, 0x20, 34, 0x20], 16);
  head.writeUInt32BE(28 + body.length, 24);
  return Buffer.concat([marked ? Buffer.alloc(4) : Buffer.alloc(0), head, body]);
}

async function probe(peer: FakePeer, said: Partial<typeof request> = {}) {
  const world = fakeWorld({ peer });
  return { data: await probeIke({ ...request, ...said }, [], world.ports, quiet), world };
}

describe('an IKE probe', () => {
  it('that hears nothing sends the same message three times, never two within a second', async () => {
    const { data, world } = await probe(() => null);
    expect(data).toMatchObject({ result: 'silent', messagesSent: 3, roundTripMs: null, nat: null });
    const [first, ...others] = world.sent;
    expect(others.map((s) => s.bytes.equals(first!.bytes))).toEqual([true, true]);
    const gaps = others.map((s, i) => s.atMs - world.sent[i]!.atMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  it('that is asked for cookies without end sends one back and stops', async () => {
    const { data, world } = await probe((bytes) => ({ answer: notifyAnswer(bytes, 16_390, Buffer.from('again')), afterMs: 10 }));
    expect(data).toMatchObject({ result: 'cookie', cookie: true, messagesSent: 2 });
    expect(world.sent[1]!.atMs - world.sent[0]!.atMs).toBeGreaterThanOrEqual(1000);
  });

  it('whose cookie is not honoured: the peer lives, and that is what it says', async () => {
    const { data } = await probe((bytes, count) =>
      count === 1 ? { answer: notifyAnswer(bytes, 16_390, Buffer.from('once')), afterMs: 10 } : null,
    );
    expect(data).toMatchObject({ result: 'cookie', cookie: true, messagesSent: 4 });
  });

  it('does not take the answers of others', async () => {
    const { data } = await probe((bytes) => {
      const answer = notifyAnswer(bytes, 14, Buffer.alloc(0));
      answer[0] = answer[0]! ^ 0xff;
      return { answer, afterMs: 10 };
    });
    expect(data?.result).toBe('silent');
  });

  it('on port 4500 marks what it sends and reads only what is marked', async () => {
    const marked = await probe((bytes) => ({ answer: notifyAnswer(bytes, 14, Buffer.alloc(0), true), afterMs: 10 }), { port: 4500 });
    expect(marked.world.sent[0]!.bytes.subarray(0, 4)).toEqual(Buffer.alloc(4));
    expect(marked.data).toMatchObject({ result: 'no-proposal', roundTripMs: 10 });
    const bare = await probe((bytes) => ({ answer: notifyAnswer(bytes, 14, Buffer.alloc(0), true).subarray(4), afterMs: 10 }), {
      port: 4500,
    });
    expect(bare.data?.result).toBe('silent');
  });

  it('answered by another error than a refusal names it', async () => {
    const { data } = await probe((bytes) => ({ answer: notifyAnswer(bytes, 5, Buffer.alloc(0)), afterMs: 10 }));
    expect(data).toMatchObject({ result: 'other-answer', notifies: ['INVALID_MAJOR_VERSION'] });
  });

  it('of a name that cannot be resolved sends nothing', async () => {
    const { data, world } = await probe(() => null, { host: 'no.such.name' });
    expect([data?.result, data?.address, world.sent.length]).toEqual(['unreachable', null, 0]);
  });

  it.each([
    { name: 'no offer at all', said: { offer: null } },
    { name: 'an offer that makes no sense', said: { offer: 'ROT13/SHA1/2' } },
    { name: 'a group without a key', said: { offer: 'AES256/SHA1/77' } },
    { name: 'AEAD in IKEv1', said: { offer: 'GCMAES256/SHA384/20', version: 1 as const } },
  ])('of $name is none', async ({ said }) => {
    const { data, world } = await probe(() => null, said);
    expect([data, world.sent.length]).toEqual([null, 0]);
  });

  it('asks for groups slowly and stops when the peer falls silent', async () => {
    const { data, world } = await probe(
      (bytes, count) => (count > 3 ? null : { answer: notifyAnswer(bytes, 14, Buffer.alloc(0)), afterMs: 1 }),
      { groups: true },
    );
    expect(data?.groups.map((g) => `${g.group} ${g.result}`)).toEqual(['2 no-proposal', '5 no-proposal', '14 silent']);
    const gaps = world.sent.slice(1).map((s, i) => s.atMs - world.sent[i]!.atMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  it('reads any bytes without a throw', () => {
    const asked = { spi: Buffer.alloc(8, 1), version: 2 as const, marked: false };
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.boolean(),
        (bytes, marked) => void readIkeAnswer(Buffer.from(bytes), { ...asked, marked }),
      ),
    );
    // Behind a header that fits, too.
    const head = notifyAnswer(Buffer.alloc(28, 1), 16_390, Buffer.alloc(0)).subarray(0, 28);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(33, 41, 34, 46), (bytes, first) => {
        const datagram = Buffer.concat([head, bytes]);
        datagram[16] = first;
        datagram.writeUInt32BE(datagram.length, 24);
        readIkeAnswer(datagram, asked);
      }),
    );
  });
});
