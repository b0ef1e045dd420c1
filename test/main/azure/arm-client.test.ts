import { describe, expect, it } from 'vitest';
import { createArmClient } from '../../../main/core/azure/arm-client.ts';
import { missingPermission, readArmError } from '../../../main/core/azure/arm-errors.ts';
import type { HttpAnswer, HttpRequest } from '../../../main/core/azure/http.ts';

const arm = 'https://management.azure.com';
const signal = new AbortController().signal;
const call = { what: 'it', permission: 'Microsoft.Network/x/read' };
const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A client over answers in order; each wait moves the clock on. */
function setUp(answers: readonly HttpAnswer[]) {
  const asked: HttpRequest[] = [];
  const waits: number[] = [];
  let nowMs = Date.UTC(2026, 10, 28);
  const client = createArmClient('public', {
    http: async (request) => {
      asked.push(request);
      return answers[asked.length - 1] ?? answer(500, '');
    },
    clock: { nowMs: () => nowMs },
    wait: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    token: async () => 'token',
  });
  return { client, asked, waits, urls: () => asked.map(({ url }) => url.replace(arm, '')) };
}

const post = { method: 'POST', path: '/a/getikesas', query: { 'api-version': '1' }, call } as const;
const get = { method: 'GET', path: '/a', query: { 'api-version': '1' }, call } as const;

describe('an operation that answers later', () => {
  it('by Location: asked until it is no longer 202, as often as Retry-After says', async () => {
    const later = { location: `${arm}/result/1`, 'retry-after': '15' };
    const { client, urls, waits } = setUp([answer(202, '', later), answer(202, '', later), answer(200, { value: 1 })]);
    expect((await client.send(post, signal)).value).toEqual({ value: 1 });
    expect(urls()).toEqual(['/a/getikesas?api-version=1', '/result/1', '/result/1']);
    expect(waits).toEqual([15_000, 15_000]);
  });

  it('by Location that moves: asked where the last answer says, and nowhere else', async () => {
    const at = (address: string): HttpAnswer => answer(202, '', { location: address });
    const { client, urls } = setUp([at(`${arm}/result/1`), answer(202, ''), at(`${arm}/result/2`), answer(200, { value: 1 })]);
    expect((await client.send(post, signal)).value).toEqual({ value: 1 });
    expect(urls().slice(1)).toEqual(['/result/1', '/result/1', '/result/2']);
    const away = setUp([at(`${arm}/result/1`), at('https://management.azure.com.example/result/2')]);
    await expect(away.client.send(post, signal)).rejects.toMatchObject({ appError: { code: 'azure-bad-answer' } });
    expect(away.asked.length).toBe(2);
  });

  it('by Azure-AsyncOperation: the result is fetched from Location once it succeeded', async () => {
    const first = answer(202, '', { 'azure-asyncoperation': `${arm}/state/1`, location: `${arm}/result/1` });
    const { client, urls } = setUp([
      first,
      answer(200, { status: 'InProgress' }),
      answer(200, { status: 'Succeeded' }),
      answer(200, '"x"'),
    ]);
    expect((await client.send(post, signal)).value).toBe('x');
    expect(urls().slice(1)).toEqual(['/state/1', '/state/1', '/result/1']);
  });

  it('by Azure-AsyncOperation without Location: the result stands in the state', async () => {
    const first = answer(202, '', { 'azure-asyncoperation': `${arm}/state/1` });
    const { client } = setUp([first, answer(200, { status: 'Succeeded', properties: { code: 'Healthy' } })]);
    expect((await client.send(post, signal)).value).toEqual({ code: 'Healthy' });
  });

  it('that failed says why', async () => {
    const first = answer(202, '', { 'azure-asyncoperation': `${arm}/state/1` });
    const { client } = setUp([first, answer(200, { status: 'Failed', error: { code: 'VmNotRunning', message: 'Start the machine.' } })]);
    await expect(client.send(post, signal)).rejects.toMatchObject({
      appError: { code: 'azure-refused', params: { code: 'VmNotRunning', text: 'Start the machine.' } },
    });
  });

  it('is given up at its time limit', async () => {
    const later = answer(202, '', { location: `${arm}/result/1`, 'retry-after': '60' });
    const { client, asked } = setUp(Array.from({ length: 50 }, () => later));
    await expect(client.send(post, signal)).rejects.toMatchObject({ appError: { code: 'azure-operation-slow' } });
    expect(asked.length).toBeLessThan(8);
  });

  it.each([
    'https://management.azure.com.example/x',
    'http://management.azure.com/x',
    'https://user@management.azure.com/x',
    'not an address',
  ])('is not followed to %s', async (location) => {
    const { client, asked } = setUp([answer(202, '', { location })]);
    await expect(client.send(post, signal)).rejects.toMatchObject({ appError: { code: 'azure-bad-answer' } });
    expect(asked).toHaveLength(1);
  });
});

describe('what never leaves the client', () => {
  it.each(['/a/reset', '/a/resetconnection', '/a/sharedkey', '/a/startPacketCapture', '/a/runCommand'])('POST %s', async (path) => {
    const { client, asked } = setUp([]);
    await expect(client.send({ ...post, path }, signal)).rejects.toThrow('not a reading POST');
    expect(asked).toEqual([]);
  });

  it.each(['/a/../b', '/a/./b', 'a', '//example.com/a'])('the path %s leads nowhere else', async (path) => {
    const { client, asked } = setUp([answer(200, {})]);
    await client.send({ ...get, path }, signal).catch(() => undefined);
    expect(asked.map(({ url }) => new URL(url).origin)).toEqual(asked.map(() => arm));
  });
});

describe('answers', () => {
  it('of all pages are one list', async () => {
    const { client } = setUp([answer(200, { value: [1], nextLink: `${arm}/a?page=2` }), answer(200, { value: [2, 3] })]);
    expect((await client.list(get, signal)).value).toEqual({ value: [1, 2, 3] });
  });

  it('of the last page may name a next one that is null', async () => {
    const { client } = setUp([answer(200, { value: [1], nextLink: null })]);
    expect((await client.list(get, signal)).value).toEqual({ value: [1] });
  });

  it('whose pages never end are given up', async () => {
    const { client, asked } = setUp(Array.from({ length: 99 }, () => answer(200, { value: [], nextLink: `${arm}/a?page=2` })));
    await expect(client.list(get, signal)).rejects.toMatchObject({ appError: { code: 'azure-too-large' } });
    expect(asked.length).toBe(50);
  });

  it('that are a page of a proxy are no list', async () => {
    const { client } = setUp([answer(200, '<html>Please log in to the network</html>')]);
    await expect(client.list(get, signal)).rejects.toMatchObject({ appError: { code: 'azure-bad-answer' } });
  });

  it('that are no JSON keep their text', async () => {
    const { client } = setUp([answer(200, '"{"Status":"Successful"}"')]);
    expect(await client.send(post, signal)).toEqual({ text: '"{"Status":"Successful"}"', value: null });
  });
});

/** Texts as Azure sends them, found in issues of public repositories; ids are replaced. */
describe('the permission that is missing', () => {
  it.each([
    [
      "The client 'x@contoso.example' with object id '66' does not have authorization to perform action 'Microsoft.Resources/deployments/validate/action' over scope '/subscriptions/1' or the scope is invalid. If access was recently granted, please refresh your credentials.",
      { action: 'Microsoft.Resources/deployments/validate/action', scope: '/subscriptions/1' },
    ],
    [
      "The client 'x' with object id 'x' has permission to perform action 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write' on scope '/subscriptions/1/a'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/peer/action' on the linked scope(s) '/subscriptions/2/b' (respectively) or the linked scope(s) are invalid.",
      { action: 'Microsoft.Network/virtualNetworks/peer/action', scope: '/subscriptions/2/b' },
    ],
    ['The request was denied by policy.', null],
  ])('%s', (text, expected) => expect(missingPermission(text)).toEqual(expected));

  it('reads an error with and without its envelope, and nothing out of anything else', () => {
    expect(readArmError('{"error":{"code":"A","message":"b"}}')).toEqual({ code: 'A', message: 'b' });
    expect(readArmError('{"code":"A"}')).toEqual({ code: 'A', message: '' });
    for (const text of ['', '<html>', 'null', '[]', '{"error":7}']) expect(readArmError(text)).toEqual({ code: '', message: '' });
  });
});
