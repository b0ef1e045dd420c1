import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispatch, dispatchChecked } from '../../../main/core/dispatch.ts';
import { ExpectedError, ok } from '../../../shared/api/result.ts';
import { fakeHandlers } from '../../helpers/fake-handlers.ts';
import { defaultAzureSettings } from '../../../shared/model/azure.ts';

function setUp(answer: () => unknown) {
  const logged: string[] = [];
  const log = { error: (what: string) => void logged.push(what), info: () => undefined };
  const handlers = fakeHandlers({ 'settings.get': async () => answer(), 'job.get': async () => answer() });
  return { logged, handlers, ask: (name: string, input: unknown) => dispatch(handlers, name, input, log) };
}

const settings = { language: 'en', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings };

describe('dispatch', () => {
  it('answers what the handler answers', async () => {
    expect(await setUp(() => ok(settings)).ask('settings.get', {})).toEqual({ ok: true, value: settings });
  });

  it.each([
    ['an unknown key', 'settings.get', { path: '/etc/passwd' }],
    ['no input at all', 'settings.get', undefined],
    ['a wrong type', 'job.get', { jobId: 7 }],
    ['an own __proto__ key', 'settings.get', JSON.parse('{"__proto__":{"admin":true}}')],
  ])('answers bad-input for %s', async (_what, name, input) => {
    expect(await setUp(() => ok(settings)).ask(name, input)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'no.such', ''])(
    'answers not-found for the method name %j',
    async (name) => {
      expect(await setUp(() => ok(settings)).ask(name, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
    },
  );

  it('keeps the code of an expected error and logs nothing', async () => {
    const { ask, logged } = setUp(() => {
      throw new ExpectedError('disk-full', { free: 0 });
    });
    expect(await ask('settings.get', {})).toEqual({ ok: false, error: { code: 'disk-full', params: { free: 0 }, incidentId: null } });
    expect(logged).toEqual([]);
  });

  it('turns any other error into an incident that is logged once and told without details', async () => {
    const { ask, logged } = setUp(() => {
      throw new Error('shared key is hunter2');
    });
    const answer = await ask('settings.get', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', params: {} } });
    expect(logged).toHaveLength(1);
    expect(answer.ok ? null : logged[0]?.startsWith(answer.error.incidentId ?? 'none')).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  it.each([
    ['a function', { f: () => undefined }],
    ['a cycle', cycle],
    ['a bigint', 10n],
    ['NaN', Number.NaN],
    ['a Map', new Map()],
  ])('answers internal when the answer holds %s', async (_what, value) => {
    expect(await setUp(() => ok(value)).ask('settings.get', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('never rejects, whatever is asked', async () => {
    const { ask } = setUp(() => ok(settings));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('settings.get', 'job.get')), fc.anything(), async (name, input) => {
        expect(typeof (await ask(name, input)).ok).toBe('boolean');
      }),
    );
  });

  it('lets a development build notice an answer that breaks the contract', async () => {
    const { handlers } = setUp(() => ok({ language: 'tlh' }));
    const logged: string[] = [];
    const answer = await dispatchChecked(handlers, 'settings.get', {}, { error: (what) => void logged.push(what), info: () => undefined });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(logged).toHaveLength(1);
  });
});
