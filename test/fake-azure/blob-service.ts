import type { Reply } from './authority.ts';

export type BlobService = {
  readonly answer: (host: string, url: URL, version: string) => Reply;
  /** A blob; `path` begins with its container. */
  readonly put: (account: string, path: string, content: Uint8Array, modifiedMs: number) => void;
};

type Blob = { readonly name: string; readonly content: Uint8Array; readonly modifiedMs: number };

const perPage = 2;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Errors of storage are XML, and their code stands in a header too (Microsoft Learn, "Status and error codes"). */
export function storageError(status: number, code: string): Reply {
  const body = `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>Made by the fake.</Message></Error>`;
  return { status, body: Buffer.from(body), headers: { 'content-type': 'application/xml', 'x-ms-error-code': code } };
}

/** An element of a listing, in the form of Microsoft Learn, "List Blobs", response body. */
function listed({ name, content, modifiedMs }: Blob): string {
  const modified = new Date(modifiedMs).toUTCString();
  const properties = `<Last-Modified>${modified}</Last-Modified><Etag>0x8DE</Etag><Content-Length>${content.length}</Content-Length><Content-Type>application/octet-stream</Content-Type><BlobType>BlockBlob</BlobType>`;
  return `<Blob><Name>${escaped(name)}</Name><Properties>${properties}</Properties></Blob>`;
}

/** Blobs of storage accounts as far as a collection reads them: a container's listing, with pages, and a blob. */
export function createBlobService(): BlobService {
  const containers = new Map<string, Blob[]>();

  function listing(host: string, container: string, url: URL): Reply {
    const blobs = containers.get(`${host}/${container}`);
    if (!blobs) return storageError(404, 'ContainerNotFound');
    const from = Number(url.searchParams.get('marker') ?? 0);
    const next = from + perPage < blobs.length ? String(from + perPage) : '';
    const rows = blobs
      .slice(from, from + perPage)
      .map(listed)
      .join('');
    const body = `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://${host}/" ContainerName="${container}"><Blobs>${rows}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`;
    return { status: 200, body: Buffer.from(body), headers: { 'content-type': 'application/xml' } };
  }

  return {
    answer: (host, url, version) => {
      if (version < '2017-11-09') return storageError(403, 'AuthenticationFailed');
      const [container = '', ...name] = decodeURIComponent(url.pathname).slice(1).split('/');
      if (url.searchParams.get('comp') === 'list') return listing(host, container, url);
      const found = containers.get(`${host}/${container}`)?.find((blob) => blob.name === name.join('/'));
      return found
        ? { status: 200, body: found.content, headers: { 'content-type': 'application/octet-stream' } }
        : storageError(404, 'BlobNotFound');
    },
    put: (account, path, content, modifiedMs) => {
      const [container = '', ...name] = path.split('/');
      const key = `${account}.blob.core.windows.net/${container}`;
      const blob = { name: name.join('/'), content, modifiedMs };
      containers.set(
        key,
        [...(containers.get(key) ?? []), blob].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    },
  };
}
