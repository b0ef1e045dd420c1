import type { ShellClient } from '#shared/api/client.ts';

/** Opens the browser's file dialog; an empty list means that the user cancelled. */
export function pickFromInput(what: Parameters<ShellClient['pickFiles']>[0]): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = what === 'files';
  input.webkitdirectory = what === 'folder';
  if (what === 'case-file') input.accept = '.ttcase';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
