import type { Reply } from './authority.ts';

const armOrigin = 'https://management.azure.com';

export type AnswerOptions = {
  /** Answers 202 that often first, as operations that take time do. */
  readonly later?: number;
  readonly by?: 'location' | 'state';
  /** How such an operation ends; it succeeds unless said. */
  readonly failure?: { readonly code: string; readonly message: string };
  /** Seconds until it may be asked again; 0 unless said. */
  readonly retryAfter?: number;
  /** Where the addresses of the operation lie, instead of here. */
  readonly origin?: string;
};

type Operation = { left: number; readonly value: unknown } & Required<Pick<AnswerOptions, 'by' | 'origin' | 'retryAfter'>> &
  Pick<AnswerOptions, 'failure'>;

export type ResourceManager = {
  readonly answer: (method: string, url: URL, body: string) => Reply;
  /** A resource at its id. */
  readonly put: (resource: { readonly id: string }) => void;
  /** The answer to any other request, by method and path. */
  readonly on: (method: 'GET' | 'POST', path: string, value: unknown, options?: AnswerOptions) => void;
  /** An answer that is no success. */
  readonly refuse: (method: 'GET' | 'POST', path: string, status: number, body: unknown) => void;
  /** Lists of resources by type, as the filter of the request names it. */
  readonly listOf: (path: string, byType: Readonly<Record<string, readonly unknown[]>>) => void;
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
  const operations = new Map<string, Operation>();

  function accepted(id: string, { by, origin, retryAfter }: Operation): Reply {
    const address = `${origin}/operations/${id}?api-version=x`;
    const headers =
      by === 'state' ? { 'azure-asyncoperation': address, location: `${origin}/results/${id}?api-version=x` } : { location: address };
    return { status: 202, body: null, headers: { ...headers, 'retry-after': String(retryAfter) } };
  }

  function progress(id: string): Reply {
    const operation = operations.get(id);
    if (!operation) return notFound(id);
    operation.left -= 1;
    const isDone = operation.left <= 0;
    if (isDone && operation.failure) {
      const error = operation.failure;
      return operation.by === 'state' ? { status: 200, body: { status: 'Failed', error } } : { status: 400, body: { error } };
    }
    if (operation.by === 'state')
      return {
        status: 200,
        body: { status: isDone ? 'Succeeded' : 'InProgress' },
        headers: { 'retry-after': String(operation.retryAfter) },
      };
    return isDone ? { status: 200, body: operation.value } : accepted(id, operation);
  }

  return {
    answer: (method, url) => {
      const operation = /^\/(operations|results)\/([\w-]+)$/.exec(url.pathname);
      if (operation)
        return operation[1] === 'results' ? { status: 200, body: operations.get(operation[2]!)?.value } : progress(operation[2]!);
      return answers.get(key(method, decodeURIComponent(url.pathname)))?.(url) ?? notFound(url.pathname);
    },
    put: (resource) => void answers.set(key('GET', resource.id), () => ({ status: 200, body: resource })),
    on: (method, path, value, { later = 0, by = 'location', origin = armOrigin, retryAfter = 0, failure } = {}) => {
      answers.set(key(method, path), () => {
        if (later === 0) return { status: 200, body: value };
        const id = `op-${operations.size + 1}`;
        const operation: Operation = { left: later, value, by, origin, retryAfter, ...(failure ? { failure } : {}) };
        operations.set(id, operation);
        return accepted(id, operation);
      });
    },
    refuse: (method, path, status, body) => void answers.set(key(method, path), () => ({ status, body })),
    listOf: (path, byType) => {
      answers.set(key('GET', path), (url) => {
        const type = /resourceType eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1] ?? '';
        return { status: 200, body: { value: byType[type] ?? [] } };
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
