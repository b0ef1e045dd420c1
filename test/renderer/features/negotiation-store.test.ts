import { describe, expect, it } from 'vitest';
import type { Negotiation, NegotiationMessage, NegotiationView } from '#shared/model/negotiation.ts';
import { ok } from '#shared/api/result.ts';
import { foldOf, letterOf, timeOf } from '../../../renderer/features/negotiation/choice.ts';
import { stretches } from '../../../renderer/features/negotiation/strip.ts';
import { createNegotiationStore } from '../../../renderer/features/negotiation/negotiation-store.ts';
import { citation } from '../../helpers/fact-builders.ts';
import { createFakeShell } from '../../helpers/fake-shell.ts';

const sighting = { witness: 'b', utcMs: 10_000, timeText: '', count: 1, lastMs: null, citation: citation() };
const plain: NegotiationMessage = {
  kind: 'message',
  from: 'azure',
  isLost: false,
  exchange: 'IKE_AUTH',
  isResponse: true,
  messageId: 1,
  what: { key: 'negotiation.what.response', params: { exchange: 'IKE_AUTH' } },
  payloads: [],
  isEncrypted: true,
  mark: 'none',
  reading: null,
  seen: [sighting],
};

function negotiation(id: string, result: Negotiation['result'], failedAt: number | null): Negotiation {
  return {
    id,
    onPremises: null,
    azure: null,
    version: 2,
    initiator: 'on-premises',
    initiatorSpi: null,
    responderSpi: null,
    connection: null,
    result,
    attempts: 1,
    periodMs: null,
    firstMs: null,
    lastMs: null,
    firstText: '',
    lastText: '',
    witnesses: ['a'],
    messages: [plain, plain],
    omitted: 0,
    failedAt,
    reading: null,
    changeAt: null,
    nat: null,
  };
}

function storeWith(negotiations: readonly Negotiation[]) {
  const view: NegotiationView = { witnesses: [], negotiations: [...negotiations], comparison: null, selectors: [], drops: [] };
  const { api } = createFakeShell();
  let asked = 0;
  const answer = async () => {
    asked += 1;
    return ok(view);
  };
  return { store: createNegotiationStore({ ...api, 'negotiations.get': answer }), asked: () => asked };
}

describe('what the Negotiation screen opens with', () => {
  it('is the latest negotiation that failed, at the message that failed', async () => {
    const { store } = storeWith([negotiation('n1', 'failed', 1), negotiation('n2', 'silent', 0), negotiation('n3', 'established', null)]);
    await store.load('case', {});
    expect(store.getState()).toMatchObject({ chosen: 'n2', message: 0 });
  });

  it('is the latest one when none failed', async () => {
    const { store } = storeWith([negotiation('n1', 'established', null), negotiation('n2', 'established', null)]);
    await store.load('case', {});
    expect(store.getState()).toMatchObject({ chosen: 'n2', message: null });
  });

  it('stays what the reader chose when the case changes, and is fetched once for one state of the case', async () => {
    const { store, asked } = storeWith([negotiation('n1', 'failed', 1), negotiation('n2', 'failed', 0)]);
    const state = {};
    await store.load('case', state);
    await store.load('case', state);
    expect(asked()).toBe(1);
    store.choose('n1');
    store.show(0);
    await store.load('case', {});
    expect(asked()).toBe(2);
    expect(store.getState()).toMatchObject({ chosen: 'n1', message: 0 });
  });
});

describe('two states of a case, asked for one after the other', () => {
  it('leave the answer to the later one, whichever comes first', async () => {
    const view = (id: string): NegotiationView => ({
      witnesses: [],
      negotiations: [negotiation(id, 'failed', 0)],
      comparison: null,
      selectors: [],
      drops: [],
    });
    let first: (() => void) | null = null;
    const store = createNegotiationStore({
      ...createFakeShell().api,
      'negotiations.get': async () => {
        if (first !== null) return ok(view('later'));
        await new Promise<void>((resolve) => (first = resolve));
        return ok(view('earlier'));
      },
    });
    const slow = store.load('case', {});
    await store.load('case', {});
    first!();
    await slow;
    expect(store.getState()).toMatchObject({ chosen: 'later', view: { value: { negotiations: [{ id: 'later' }] } } });
  });
});

describe('a long session', () => {
  const rows = (count: number) => Array.from({ length: count }, () => plain);

  it.each([
    [20, null, null],
    [60, null, [14, 54]],
    [60, 5, [14, 54]],
    [60, 58, [14, 54]],
    [60, 40, [14, 37]],
    [60, 15, null],
  ] as const)('%i messages, failed at %s: %j are folded', (count, failedAt, folded) => {
    expect(foldOf(rows(count), failedAt)).toEqual(folded);
  });
});

describe('times of several witnesses', () => {
  const witness = { path: '', kind: 'device-log', side: null, zoneKnown: true } as const;
  const witnesses = [
    { ...witness, id: 'a', offset: null },
    { ...witness, id: 'b', offset: { medianMs: 2500, spreadMs: 3, anchors: 4 } },
  ];

  it('are moved only when the reader asks for it', () => {
    expect([timeOf(sighting, witnesses, false), timeOf(sighting, witnesses, true)]).toEqual([10_000, 7500]);
    expect(timeOf({ ...sighting, utcMs: null }, witnesses, true)).toBeNull();
  });

  it('have letters in the order of the witnesses', () => {
    expect(['a', 'b', 'c'].map((id) => letterOf(id, witnesses))).toEqual(['A', 'B', '?']);
  });
});

describe('the picture of the networks', () => {
  it('cuts where any range begins or ends', () => {
    const parts = stretches(['10.0.0.0/8'], ['10.20.0.0/16']);
    expect(parts.map((p) => [p.onPremises, p.azure])).toEqual([
      [true, false],
      [true, true],
      [true, false],
    ]);
    expect(parts.reduce((sum, p) => sum + p.width, 0)).toBeCloseTo(100);
  });

  it('leaves out what no end names, and says nothing while an end is not known', () => {
    expect(stretches(['10.1.0.0/24'], ['192.168.0.0/24']).map((p) => [p.onPremises, p.azure])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(stretches([], ['10.0.0.0/8'])).toEqual([]);
    expect(stretches(['10.0.0.0/8'], ['2001:db8::/32'])).toEqual([]);
  });
});
