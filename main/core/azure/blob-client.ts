import { ExpectedError } from '#shared/api/result.ts';
import { childOf, readXmlTree, type XmlNode } from '../formats/shared/xml-tree.ts';
import { textOfAnswer, type CallWords } from './arm-errors.ts';
import { createArmSender, type ArmSendOptions } from './arm-send.ts';
import type { HttpAnswer } from './http.ts';

/** A blob of a container as its listing tells it. `modifiedMs` is null where the time cannot be read. */
export type BlobEntry = { readonly name: string; readonly modifiedMs: number | null; readonly bytes: number };

export type BlobClient = {
  /** All blobs of the container. */
  readonly list: (call: CallWords, signal: AbortSignal) => Promise<readonly BlobEntry[]>;
  readonly read: (name: string, call: CallWords, signal: AbortSignal) => Promise<Uint8Array>;
};

/** The first version that takes tokens of Microsoft Entra is 2017-11-09. */
const version = '2021-12-02';
const perPage = '500';
const maxPages = 20;

function entryOf(blob: XmlNode): BlobEntry {
  const properties = childOf(blob, 'Properties');
  const modifiedMs = Date.parse(childOf(properties, 'Last-Modified')?.text ?? '');
  return {
    name: childOf(blob, 'Name')?.text ?? '',
    modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs,
    bytes: Number(childOf(properties, 'Content-Length')?.text ?? 0),
  };
}

/**
 * One container of a storage account, read only: "List Blobs" and "Get Blob" of the Blob service REST API. Tokens go to that origin alone.
 *
 * Errors: as `createArmSender`; `azure-bad-answer` for a listing that is none.
 */
export function createBlobClient(origin: string, container: string, options: ArmSendOptions): BlobClient {
  const send = createArmSender(options);

  function ask(path: string, query: Readonly<Record<string, string>>, call: CallWords, signal: AbortSignal): Promise<HttpAnswer> {
    const parts = path === '' ? [container] : [container, ...path.split('/')];
    const url = new URL(`/${parts.map(encodeURIComponent).join('/')}`, origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { accept: '*/*', 'x-ms-version': version, 'x-ms-date': new Date(options.clock.nowMs()).toUTCString() };
    return send({ method: 'GET', url: url.href, headers, call, signal });
  }

  async function list(call: CallWords, signal: AbortSignal): Promise<readonly BlobEntry[]> {
    const found: BlobEntry[] = [];
    let marker = '';
    for (let pages = 0; pages < maxPages; pages++) {
      const query = { restype: 'container', comp: 'list', maxresults: perPage, ...(marker === '' ? {} : { marker }) };
      const tree = readXmlTree(textOfAnswer(await ask('', query, call, signal)));
      if (tree?.name !== 'EnumerationResults') throw new ExpectedError('azure-bad-answer', { what: call.what });
      found.push(...(childOf(tree, 'Blobs')?.children ?? []).filter(({ name }) => name === 'Blob').map(entryOf));
      marker = childOf(tree, 'NextMarker')?.text ?? '';
      if (marker === '') return found;
    }
    throw new ExpectedError('azure-too-large', { host: new URL(origin).hostname });
  }

  async function read(name: string, call: CallWords, signal: AbortSignal): Promise<Uint8Array> {
    const parts = name.split('/');
    if (parts.includes('.') || parts.includes('..')) throw new ExpectedError('azure-bad-answer', { what: call.what });
    return (await ask(name, {}, call, signal)).body;
  }

  return { list, read };
}
