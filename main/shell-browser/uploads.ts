import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PickedFile } from '#shared/api/client.ts';
import { ExpectedError } from '#shared/api/result.ts';
import { explainFileError } from '#host/file-errors.ts';
import type { StagedFile } from '#host/granted-input.ts';
import type { Grants } from '#host/grants.ts';
import { createSealedFile, type SealedWriter } from '#host/sealed-file.ts';
import { HttpRefusal } from './http.ts';

export type UploadLimits = {
  /** Kept in memory over all uploads; what goes beyond is encrypted into a file. */
  readonly memoryBytes: number;
  readonly maxBytes: number;
  readonly maxFiles: number;
};
export const uploadLimits: UploadLimits = { memoryBytes: 64 * 1024 ** 2, maxBytes: 16 * 1024 ** 3, maxFiles: 50_000 };

const maxPathLength = 1_000;
const maxOpenUploads = 100;

export type Uploads = {
  readonly begin: () => string;
  /** Takes one file of an upload; `path` is its name, or its place below the dropped folder with `/`. */
  readonly add: (upload: string, path: string, body: AsyncIterable<Uint8Array>) => Promise<void>;
  /** One file without a folder becomes a file, anything else a folder called `name`. */
  readonly end: (upload: string, name: string) => PickedFile;
  readonly close: () => void;
};

type Upload = { readonly files: { path: string; file: StagedFile }[]; size: number; readonly releases: (() => void)[] };

/** Throws HttpRefusal for a path that is not plainly below its folder. No staged file is named after it, whatever it says. */
export function checkUploadPath(path: string): void {
  const parts = path.split('/');
  const isBad = parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\p{Cc}]/u.test(part));
  if (isBad || path.length > maxPathLength) throw new HttpRefusal(400, 'bad-input');
}

function stagedIn(
  memory: { used: number },
  name: string,
  chunks: readonly Uint8Array[],
  size: number,
): { file: StagedFile; release: () => void } {
  memory.used += size;
  return {
    file: { kind: 'bytes', name, bytes: Buffer.concat(chunks) },
    release: () => {
      memory.used -= size;
    },
  };
}

/**
 * Takes the files that a browser window hands over, before they are imported. Their bytes still hold shared keys: small
 * uploads stay in memory, and what does not fit is encrypted with a key that is never written (`sealed-file.ts`).
 */
export function createUploads(folder: string, grants: Grants, limits: UploadLimits = uploadLimits): Uploads {
  const open = new Map<string, Upload>();
  const memory = { used: 0 };
  let fileNumber = 0;

  function drop(id: string): void {
    for (const release of open.get(id)?.releases ?? []) release();
    open.delete(id);
  }

  async function stage(upload: Upload, name: string, body: AsyncIterable<Uint8Array>): Promise<{ file: StagedFile; release: () => void }> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let writer: SealedWriter | null = null;
    try {
      for await (const chunk of body) {
        size += chunk.length;
        if (upload.size + size > limits.maxBytes) throw new HttpRefusal(413, 'file-too-large');
        if (writer === null && memory.used + size > limits.memoryBytes) {
          writer = createSealedFile(join(folder, `upload-${(fileNumber += 1)}`));
          for (const kept of chunks.splice(0)) writer.write(kept);
        }
        if (writer) writer.write(chunk);
        else chunks.push(chunk);
      }
    } catch (error) {
      writer?.discard();
      throw explainFileError(error, name);
    }
    upload.size += size;
    if (!writer) return stagedIn(memory, name, chunks, size);
    return { file: { kind: 'sealed', name, sealed: writer.finish() }, release: writer.discard };
  }

  function take(id: string): Upload {
    const upload = open.get(id);
    if (!upload) throw new ExpectedError('grant-expired');
    return upload;
  }

  return {
    begin: () => {
      const oldest = open.keys().next();
      if (open.size >= maxOpenUploads && !oldest.done) drop(oldest.value);
      const id = randomBytes(16).toString('base64url');
      open.set(id, { files: [], size: 0, releases: [] });
      return id;
    },
    add: async (id, path, body) => {
      const upload = take(id);
      checkUploadPath(path);
      if (upload.files.length >= limits.maxFiles) throw new HttpRefusal(413, 'file-too-large');
      const { file, release } = await stage(upload, path.split('/').at(-1)!, body);
      upload.files.push({ path, file });
      upload.releases.push(release);
      if (!open.has(id)) release();
    },
    end: (id, name) => {
      const { files, releases } = take(id);
      open.delete(id);
      const release = (): void => releases.forEach((one) => one());
      const [only] = files;
      const isOneFile = files.length === 1 && only && !only.path.includes('/');
      return grants.issueRead(isOneFile ? only.file : { kind: 'folder', name, files }, release);
    },
    close: () => {
      for (const id of open.keys()) drop(id);
    },
  };
}
