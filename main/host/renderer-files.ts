import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const indexPath = '/index.html';

export type RendererAnswer = {
  readonly body: Uint8Array;
  readonly type: string;
  /** Set for the page itself: the nonce that its content security policy must name. */
  readonly nonce: string | null;
};

export type RendererFiles = {
  /** `urlPath` as it stands in the URL, still encoded; null for anything that is not a file of the built page. */
  readonly get: (urlPath: string) => RendererAnswer | null;
};

function decoded(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}

/** Stands in the built page where the nonce belongs: `<meta name="csp-nonce" content="__CSP_NONCE__" />`. */
const noncePlaceholder = '__CSP_NONCE__';

/**
 * The files of the built page. They are listed once and looked up by exact name, so that no path, however written, can lead
 * out of the folder. The page gets a fresh nonce each time.
 * Throws when the folder does not exist: the page was not built.
 */
export function openRendererFiles(folder: string): RendererFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`/${relative(folder, path).split(sep).join('/')}`, path];
    }),
  );
  return {
    get: (urlPath) => {
      const name = urlPath === '/' ? indexPath : decoded(urlPath);
      const path = name === null ? undefined : files.get(name);
      if (path === undefined) return null;
      const body = readFileSync(path);
      const type = types[extname(path)] ?? 'application/octet-stream';
      if (name !== indexPath) return { body, type, nonce: null };
      const nonce = randomBytes(16).toString('base64url');
      return { body: Buffer.from(body.toString('utf8').replaceAll(noncePlaceholder, nonce)), type, nonce };
    },
  };
}
