import type { Reply } from './authority.ts';

const armOrigin = 'https://management.azure.com';

export type ResourceManager = {
  readonly answer: (method: string, url: URL, body: string) => Reply;
  /** A resource at its id. */
  readonly put: (resource: { readonly id: string }) => void;
  /** The answer to any other request, by method and path. `later` first answers 202 that often, as operations that take time do. */
  readonly on: (
    method: 'GET' | 'POST',
    path: string,
    value: unknown,
    options?: { readonly later?: number; readonly by?: 'location' | 'state' },
  ) => void;
  /** A list, a few at a time. */
  readonly list: (path: string, items: readonly unknown[], perPage?: number) => void;
};

const key = (method: string, path: string): string => `${method} ${path.toLowerCase()}`;

function notFound(path: string): Reply {
  return { status: 404, body: { error: { code: 'ResourceNotFound', message: `The Resource '${path}' was not found.` } } };
}

/** Azure Resource Manager as far as a collection sees it: resources by id, lists with pages, operations that answer later. */
export function createResourceManager(): ResourceManager {
  const answers = new Map<string, (url: URL) => Reply>();
  const operations = new Map<string, { left: number; readonly value: unknown; readonly by: 'location' | 'state' }>();

  function accepted(id: string, by: 'location' | 'state'): Reply {
    const address = `${armOrigin}/operations/${id}?api-version=x`;
    const headers =
      by === 'state' ? { 'azure-asyncoperation': address, location: `${armOrigin}/results/${id}?api-version=x` } : { location: address };
    return { status: 202, body: null, headers: { ...headers, 'retry-after': '0' } };
  }

  function progress(id: string): Reply {
    const operation = operations.get(id);
    if (!operation) return notFound(id);
    operation.left -= 1;
    const isDone = operation.left <= 0;
    if (operation.by === 'state')
      return { status: 200, body: { status: isDone ? 'Succeeded' : 'InProgress' }, headers: { 'retry-after': '0' } };
    return isDone ? { status: 200, body: operation.value } : accepted(id, 'location');
  }

  return {
    answer: (method, url) => {
      const operation = /^\/(operations|results)\/([\w-]+)$/.exec(url.pathname);
      if (operation)
        return operation[1] === 'results' ? { status: 200, body: operations.get(operation[2]!)?.value } : progress(operation[2]!);
      return answers.get(key(method, decodeURIComponent(url.pathname)))?.(url) ?? notFound(url.pathname);
    },
    put: (resource) => void answers.set(key('GET', resource.id), () => ({ status: 200, body: resource })),
    on: (method, path, value, { later = 0, by = 'location' } = {}) => {
      answers.set(key(method, path), () => {
        if (later === 0) return { status: 200, body: value };
        const id = `op-${operations.size + 1}`;
        operations.set(id, { left: later, value, by });
        return accepted(id, by);
      });
    },
    list: (path, items, perPage = 2) => {
      answers.set(key('GET', path), (url) => {
        const from = Number(url.searchParams.get('$skiptoken') ?? 0);
        const next = from + perPage;
        const link = new URL(url.pathname + url.search, armOrigin);
        link.searchParams.set('$skiptoken', String(next));
        return { status: 200, body: { value: items.slice(from, next), ...(next < items.length ? { nextLink: link.href } : {}) } };
      });
    },
  };
}
