import { createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PickedFile } from '#shared/api/client.ts';
import { commonHeaders } from '#host/content-security-policy.ts';
import type { Grants } from '#host/grants.ts';
import { safeFileName } from '#host/safe-file-name.ts';
import { sendText } from './http.ts';

export type Downloads = {
  /** A place to write an export to, which the browser then fetches. */
  readonly saveTarget: (suggestedName: string) => PickedFile;
  /** Sends the finished export once and removes it. */
  readonly send: (grant: string, response: ServerResponse) => Promise<void>;
};

function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["%\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.codePointAt(0)!.toString(16).toUpperCase()}`)}`;
}

/** Exports of a browser window: written into the private folder, fetched once, gone. */
export function createDownloads(folder: string, grants: Grants): Downloads {
  const targets = new Map<string, { readonly path: string; readonly name: string }>();
  let number = 0;
  return {
    saveTarget: (suggestedName) => {
      const name = safeFileName(suggestedName);
      const place = join(folder, `export-${(number += 1)}`);
      mkdirSync(place, { mode: 0o700 });
      const path = join(place, name);
      const picked = grants.issueWrite(path);
      targets.set(picked.grant, { path, name });
      return picked;
    },
    send: async (grant, response) => {
      const target = targets.get(grant);
      targets.delete(grant);
      const size = target && statSync(target.path, { throwIfNoEntry: false })?.size;
      if (!target || size === undefined) return sendText(response, 404, 'not found');
      response.writeHead(200, {
        ...commonHeaders,
        'content-type': 'application/octet-stream',
        'content-length': size,
        'content-disposition': disposition(target.name),
      });
      try {
        await pipeline(createReadStream(target.path), response);
      } finally {
        rmSync(target.path, { force: true });
      }
    },
  };
}
