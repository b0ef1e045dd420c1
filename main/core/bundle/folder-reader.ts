import { message } from '#shared/model/message.ts';
import type { InputFile, InputFolder } from '../ports.ts';
import type { OpenSource } from './byte-streams.ts';
import { blocksOf } from './byte-streams.ts';
import { refusalForFile, refusalOf } from './intake.ts';
import type { RawFile, RawItem } from './raw-item.ts';

/** The files of a folder, one open at a time. */
export async function* readFolder(folder: InputFolder): AsyncGenerator<RawItem> {
  for (const found of folder.files()) {
    if ('unreadable' in found) yield { type: 'refused', name: found.path, reason: message(refusalForFile(found.unreadable)) };
    else if ('missing' in found) yield { type: 'refused', name: found.path, reason: found.missing };
    else yield* readFile(found.path, found.file);
  }
}

async function* readFile(path: string, file: InputFile): AsyncGenerator<RawItem> {
  const source = openOrRefuse(path, file);
  if ('type' in source) {
    yield source;
    return;
  }
  try {
    yield fileItem(path, source);
  } finally {
    source.close();
  }
}

/** A file that lies open; whoever opened it closes it. */
export function fileItem(name: string, source: OpenSource): RawFile {
  const shared: OpenSource = { size: source.size, read: source.read, close: () => {} };
  return { type: 'file', name, size: source.size, read: () => blocksOf(shared), random: () => shared };
}

function openOrRefuse(path: string, file: InputFile): OpenSource | RawItem {
  try {
    return file.open();
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { type: 'refused', name: path, reason: refusal.reason };
  }
}
