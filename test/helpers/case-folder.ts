import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { InputFile, InputFolder } from '../../main/core/ports.ts';

/** A new empty folder, removed when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tunnel-triage-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A file in memory, as a grant gives it. */
export function inputFile(name: string, content: string | Uint8Array): InputFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    kind: 'file',
    name,
    open: () => ({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => undefined }),
  };
}

/** A folder in memory. */
export function inputFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): InputFolder {
  return {
    kind: 'folder',
    name,
    files: () => Object.entries(files).map(([path, content]) => ({ path, file: inputFile(path.split('/').at(-1) ?? path, content) })),
  };
}

export const steadyClock = { nowMs: () => Date.UTC(2026, 10, 23, 12) };
export const noCancellation = { check: () => undefined };
