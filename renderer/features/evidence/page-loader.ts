import type { AppError, Result } from '#shared/api/result.ts';
import type { RecordRow } from '#shared/model/record.ts';

/** Records fetched at a time. */
export const pageSize = 200;
/** Pages kept: 16,000 rows, far more than a screen, far less than a case. */
const keptPages = 80;
const atOnce = 2;

export type PageLoader = {
  /** The record at a position; null while it is not here. */
  readonly row: (position: number) => RecordRow | null;
  /** Says what is on the screen; what is missing is fetched, the pages beside it afterwards. */
  readonly want: (start: number, end: number) => void;
  /** Resolves when all pages of the range are here, or with what went wrong. */
  readonly load: (start: number, end: number) => Promise<AppError | null>;
  /** Forgets what went wrong and fetches what is wanted again. */
  readonly retry: () => void;
};

type LoaderOptions = {
  readonly fetchPage: (start: number, count: number) => Promise<Result<RecordRow[]>>;
  readonly total: number;
  readonly onArrived: () => void;
  readonly onFailed: (error: AppError) => void;
};

/** Pages that cover a range of positions, nearest first, then the ones before and after it. */
export function pagesFor(start: number, end: number, total: number): readonly number[] {
  if (total === 0) return [];
  const last = Math.floor((total - 1) / pageSize);
  const first = Math.floor(start / pageSize);
  const final = Math.min(last, Math.floor(Math.max(start, end - 1) / pageSize));
  const pages = Array.from({ length: Math.max(0, final - first + 1) }, (_, i) => first + i);
  return [...pages, final + 1, first - 1].filter((page) => page >= 0 && page <= last);
}

/** Fetches records page by page, only what is looked at: a drag through millions of rows asks for the pages it stops at. */
export function createPageLoader({ fetchPage, total, onArrived, onFailed }: LoaderOptions): PageLoader {
  const pages = new Map<number, readonly RecordRow[]>();
  const inFlight = new Map<number, Promise<AppError | null>>();
  const failed = new Set<number>();
  let wanted: readonly number[] = [];

  const keep = (page: number, rows: readonly RecordRow[]): void => {
    pages.set(page, rows);
    for (const old of pages.keys()) {
      if (pages.size <= keptPages) break;
      if (!wanted.includes(old)) pages.delete(old);
    }
  };

  const request = (page: number): Promise<AppError | null> => {
    const running = inFlight.get(page);
    if (running) return running;
    const promise = fetchPage(page * pageSize, Math.min(pageSize, total - page * pageSize)).then((result) => {
      inFlight.delete(page);
      if (!result.ok) {
        failed.add(page);
        onFailed(result.error);
        return result.error;
      }
      keep(page, result.value);
      onArrived();
      pump();
      return null;
    });
    inFlight.set(page, promise);
    return promise;
  };

  const pump = (): void => {
    for (const page of wanted) {
      if (inFlight.size >= atOnce) return;
      if (!pages.has(page) && !inFlight.has(page) && !failed.has(page)) void request(page);
    }
  };

  return {
    row: (position) => {
      const number = Math.floor(position / pageSize);
      const page = pages.get(number);
      return page?.[position - number * pageSize] ?? null;
    },
    want: (start, end) => {
      wanted = pagesFor(start, end, total);
      // The page looked at last stands last, so that the ones looked at long ago are dropped first.
      for (const page of wanted) {
        const rows = pages.get(page);
        if (rows) {
          pages.delete(page);
          pages.set(page, rows);
        }
      }
      pump();
    },
    load: async (start, end) => {
      const missing = pagesFor(start, end, total).filter(
        (page) => page * pageSize < end && (page + 1) * pageSize > start && !pages.has(page),
      );
      const errors = await Promise.all(missing.map(request));
      return errors.find((error) => error !== null) ?? null;
    },
    retry: () => {
      failed.clear();
      pump();
    },
  };
}
