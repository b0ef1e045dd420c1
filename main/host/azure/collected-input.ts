import type { CollectedBundle } from '#core/azure/collect.ts';
import type { InputFolder } from '#core/ports.ts';
import { inputFromBytes } from '../inputs.ts';

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** What was collected as a folder for the ordinary import. It is in memory only: the import removes the shared key before anything is stored. */
export function collectedInput({ folder, files, missing }: CollectedBundle): InputFolder {
  return {
    kind: 'folder',
    name: folder,
    files: function* () {
      for (const { path, content } of files) yield { path, file: inputFromBytes(path, bytesOf(content)) };
      yield* missing.map(({ path, reason }) => ({ path, missing: reason }));
    },
  };
}
