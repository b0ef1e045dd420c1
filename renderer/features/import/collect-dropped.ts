import type { DroppedFile } from '#shared/api/client.ts';

/** More than a support bundle holds; a dropped home folder must not fill the memory with handles. */
const mostFiles = 5000;

/**
 * Files of a drop. A shell with a native dialog reads folders itself and gets them as they are; a browser only gives the
 * entries, so folders are walked here and each file carries its path as its name.
 */
export async function collectDropped(data: DataTransfer, readsFolders: boolean): Promise<readonly DroppedFile[]> {
  if (readsFolders) return [...data.files];
  // The entries are only there until the event is over, so they are taken before anything is awaited.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...data.files];
  const files: File[] = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

async function walk(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= mostFiles) return;
  if (isFile(entry)) {
    const file = await new Promise<File | null>((done) => entry.file(done, () => done(null)));
    const path = entry.fullPath.replace(/^\//, '');
    if (file) files.push(path === file.name ? file : new File([file], path, { lastModified: file.lastModified }));
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A reader hands out a folder's entries in batches; an empty batch is the end.
    const batch = await new Promise<readonly FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, files);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
