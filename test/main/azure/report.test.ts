import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExpectedError } from '../../../shared/api/result.ts';
import { createBlobClient } from '../../../main/core/azure/blob-client.ts';
import { fetchReport, whereReportLies } from '../../../main/core/azure/report.ts';
import { startFakeAzure, type FakeAzure, type Fault } from '../../fake-azure/fake-azure.ts';
import { storageId } from '../../fake-azure/workload.ts';

const began = Date.UTC(2026, 10, 28, 9, 58);
const permission = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let azure: FakeAzure;
let account = '';
let number = 0;
beforeAll(async () => {
  azure = await startFakeAzure();
});
beforeEach(() => {
  number += 1;
  account = `diag${number}`;
});
afterEach(() => azure.heal());
afterAll(() => azure.close());

const put = (path: string, minutes: number, text = path): void =>
  azure.blobs.put(account, `tunnel-triage/${path}`, bytes(text), began + minutes * 60_000);

/** What is fetched from the container, and what is not with its code. */
async function fetched(token: () => Promise<string> = async () => azure.authority.issue('storage'), requestMs = 60_000) {
  const options = { http: azure.http, clock: { nowMs: () => Date.now() }, wait: async () => undefined, token, requestMs };
  const files = new Map<string, string>();
  const missing: unknown[] = [];
  const client = createBlobClient(`https://${account}.blob.core.windows.net`, 'tunnel-triage', options);
  await fetchReport(
    client,
    { sinceMs: began, permission, signal: new AbortController().signal },
    {
      keep: (path, content) => void files.set(path, new TextDecoder().decode(content)),
      failed: (path, error) => {
        if (!(error instanceof ExpectedError)) throw error;
        missing.push([path, error.appError.code, error.appError.params]);
      },
      none: (path) => void missing.push([path, 'none']),
    },
  );
  return { files: Object.fromEntries(files), missing };
}

describe('the report in the storage account', () => {
  it('is every archive since the diagnosis began, the newest first, over all pages of the listing', async () => {
    put('a/old.zip', -60);
    put('b/connection.zip', 2);
    put('b/notes.txt', 2);
    put('c/gateway.zip', 3);
    put('d/just-before.zip', -0.5);
    expect(await fetched()).toEqual({
      files: {
        'report-files-1-gateway.zip': 'c/gateway.zip',
        'report-files-2-connection.zip': 'b/connection.zip',
        'report-files-3-just-before.zip': 'd/just-before.zip',
      },
      missing: [],
    });
  });

  it('is asked for as the person, by the version that takes such tokens, at that account alone', async () => {
    put('x.zip', 1);
    const before = azure.requests.length;
    await fetched();
    expect(azure.requests.slice(before).map(({ host, method, path, authorised }) => [host, method, path, authorised])).toEqual([
      [`${account}.blob.core.windows.net`, 'GET', '/tunnel-triage', true],
      [`${account}.blob.core.windows.net`, 'GET', '/tunnel-triage/x.zip', true],
    ]);
  });

  it('that is not there', async () => {
    put('old.zip', -60);
    expect(await fetched()).toEqual({ files: {}, missing: [['report-files.zip', 'none']] });
  });

  it('in names that nobody would choose', async () => {
    put(`resourceId=/SUBSCRIPTIONS/1/y=2026/'$(reboot)' & <b>%2e%2e.zip`, 1, 'odd');
    put('a//b.zip', 0, 'double');
    expect(await fetched()).toEqual({
      files: { 'report-files-1-___reboot______b__2e_2e.zip': 'odd', 'report-files-2-b.zip': 'double' },
      missing: [],
    });
  });

  it('in a name that leads elsewhere is not asked for', async () => {
    put('../../secret/x.zip', 1);
    const { missing } = await fetched();
    expect(missing).toEqual([['report-files-1-x.zip', 'azure-bad-answer', expect.anything()]]);
    expect(azure.requests.filter(({ path }) => path.includes('secret'))).toEqual([]);
  });

  it('larger than what is taken in', async () => {
    azure.blobs.put(account, 'tunnel-triage/big.zip', new Uint8Array(33 * 1024 ** 2), began);
    put('small.zip', 0);
    const { files, missing } = await fetched();
    expect([Object.keys(files), missing]).toEqual([
      ['report-files-2-small.zip'],
      [['report-files-1-big.zip', 'azure-too-large', expect.anything()]],
    ]);
  });

  it.each<[string, Fault['what'], string, number]>([
    [
      '403, a role is missing',
      { status: 403, code: '', headers: { 'x-ms-error-code': 'AuthorizationPermissionMismatch' } },
      'azure-forbidden',
      1,
    ],
    [
      '403, the firewall of the account',
      { status: 403, code: '', headers: { 'x-ms-error-code': 'AuthorizationFailure' } },
      'azure-storage-network',
      1,
    ],
    ['404, the container is gone', { status: 404, code: '', headers: { 'x-ms-error-code': 'ContainerNotFound' } }, 'azure-not-found', 1],
    ['401 for ever', { status: 401, code: '' }, 'azure-sign-in-again', 2],
    ['429', { status: 429, headers: { 'retry-after': '1' } }, 'azure-throttled', 5],
    ['503', { status: 503, code: '', headers: { 'x-ms-error-code': 'ServerBusy' } }, 'azure-server-error', 5],
    ['no answer', 'hang', 'azure-timeout', 2],
    ['cut', 'cut', 'azure-cut', 3],
  ])('whose listing fails with %s', async (_, what, code, tries) => {
    put('x.zip', 1);
    azure.fail({ path: /^\/tunnel-triage$/, what });
    const before = azure.requests.length;
    const { files, missing } = await fetched(undefined, what === 'hang' ? 100 : undefined);
    expect([files, missing]).toEqual([{}, [['report-files.zip', code, expect.anything()]]]);
    expect(azure.requests.length - before).toBe(tries);
    if (code === 'azure-forbidden') expect(missing).toEqual([[expect.anything(), code, expect.objectContaining({ action: permission })]]);
    if (code === 'azure-not-found')
      expect(missing).toEqual([[expect.anything(), code, expect.objectContaining({ code: 'ContainerNotFound' })]]);
  });

  it('of which one file fails: the other is kept', async () => {
    put('a.zip', 2);
    put('b.zip', 1);
    azure.fail({ path: /a\.zip$/, what: { status: 404 } });
    const { files, missing } = await fetched();
    expect([Object.keys(files), missing]).toEqual([
      ['report-files-2-b.zip'],
      [['report-files-1-a.zip', 'azure-not-found', expect.anything()]],
    ]);
  });

  it('that nobody agreed to read', async () => {
    const refused = async (): Promise<string> => {
      throw new ExpectedError('azure-storage-consent', { code: 'AADSTS65001' });
    };
    expect((await fetched(refused)).missing).toEqual([['report-files.zip', 'azure-storage-consent', { code: 'AADSTS65001' }]]);
  });

  it('behind a page of a proxy', async () => {
    azure.fail({ path: /^\/tunnel-triage$/, what: { status: 200 } });
    expect((await fetched()).missing).toEqual([['report-files.zip', 'azure-bad-answer', expect.anything()]]);
  });
});

it('where the report lies is told as a command that only reads, for each cloud', () => {
  expect(whereReportLies({ storageId, container: 'tunnel-triage' }, 'china')).toEqual({
    place: 'https://contosodiag.blob.core.chinacloudapi.cn/tunnel-triage',
    command:
      'az storage blob download-batch --auth-mode login --account-name contosodiag --source tunnel-triage --pattern "*.zip" --destination .',
  });
});
