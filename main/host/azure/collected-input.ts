import type { CollectedBundle } from '#core/azure/collect.ts';
import type { InputFolder } from '#core/ports.ts';
import { inputFromBytes } from '../inputs.ts';

/** What was collected as a folder for the ordinary import. It is in memory only: the import removes the shared key before anything is stored. */
export function collectedInput({ folder, files, missing }: CollectedBundle): InputFolder {
  return {
    kind: 'folder',
    name: folder,
    files: function* () {
      for (const { path, text } of files) yield { path, file: inputFromBytes(path, new TextEncoder().encode(text)) };
      yield* missing.map(({ path, reason }) => ({ path, missing: reason }));
    },
  };
}
