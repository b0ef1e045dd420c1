import type { Message } from '#shared/model/message.ts';
import { message } from '#shared/model/message.ts';

export type SafePath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly path: string; readonly reason: Message };

const maxPathLength = 1000;
const maxShownLength = 200;
// Control characters, and the marks that change the direction of the text after them: they make a list lie about names.
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file (2026-11): reserved with any extension, too.
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])$/iu;

/**
 * A name from an archive as a relative path with `/`, or the reason why it is refused. Nothing is ever written under such a
 * name, but people copy paths from reports; an entry that tries to leave its folder says something about the archive.
 */
export function safePath(name: string): SafePath {
  const path = name.replaceAll('\\', '/').normalize('NFC');
  const problem = problemOf(path);
  if (problem) return { ok: false, path: printable(path), reason: message(`bundle.refused.${problem}`) };
  return {
    ok: true,
    path: path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
  };
}

/** A name as it can be shown in a list: controls replaced, at most 200 characters. */
export function printable(name: string): string {
  const shown = name.replaceAll(unprintable, '\ufffd').toWellFormed();
  return shown.length > maxShownLength ? `${shown.slice(0, maxShownLength - 1).toWellFormed()}…` : shown;
}

function problemOf(path: string): string | null {
  if (path.search(unprintable) !== -1 || path.length > maxPathLength || !path.isWellFormed()) return 'bad-name';
  if (path.startsWith('/') || /^[a-z]:/iu.test(path)) return 'absolute-path';
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) return 'bad-name';
  // Windows drops dots and spaces at the end of a name, so '.. ' is '..' there.
  if (parts.some((part) => /^[. ]+$/u.test(part))) return 'traversal';
  if (parts.some((part) => deviceName.test(part.split(/[.:]/u, 1)[0]!.trimEnd()))) return 'device-name';
  return null;
}
