import type { PickedFile } from '#shared/api/client.ts';
import type { Result } from '#shared/api/result.ts';
import { post } from './post.ts';

/** A file and its place: its name, or `folder/…/name` when it came with a folder. */
export type UploadFile = { readonly file: File; readonly path: string };

function folderOf(path: string): string | null {
  const end = path.indexOf('/');
  return end === -1 ? null : path.slice(0, end);
}

/** Files that become one grant: a file by itself, or all files of one dropped folder. */
function groups(files: readonly UploadFile[]): { name: string; files: UploadFile[] }[] {
  const found: { name: string; files: UploadFile[] }[] = [];
  const folders = new Map<string, UploadFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    const known = folder === null ? undefined : folders.get(folder);
    if (known) {
      known.push(file);
      continue;
    }
    const group = { name: folder ?? file.path, files: [file] };
    if (folder !== null) folders.set(folder, group.files);
    found.push(group);
  }
  return found;
}

async function uploadGroup(name: string, files: readonly UploadFile[]): Promise<Result<PickedFile>> {
  const begun = await post<{ upload: string }>('/upload/begin', {});
  if (!begun.ok) return begun;
  const { upload } = begun.value;
  for (const { file, path } of files) {
    const sent = await post(`/upload/file?${new URLSearchParams({ upload, path })}`, file);
    if (!sent.ok) return sent;
  }
  return post<PickedFile>('/upload/end', { upload, name });
}

/** Hands files to the local server, one grant for each file by itself and one for each folder; stops at the first failure. */
export async function uploadEach(files: readonly UploadFile[]): Promise<Result<readonly PickedFile[]>> {
  const picked: PickedFile[] = [];
  for (const group of groups(files)) {
    const granted = await uploadGroup(group.name, group.files);
    if (!granted.ok) return granted;
    picked.push(granted.value);
  }
  return { ok: true, value: picked };
}
