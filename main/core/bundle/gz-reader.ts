import { peek } from './byte-streams.ts';
import { inflate } from './inflate.ts';
import { totalTooLarge } from './intake.ts';
import type { BundleLimits } from './open-bundle.ts';
import type { RawItem } from './raw-item.ts';
import { sniffBytes, sniffContainer } from './sniff.ts';
import { readTar } from './tar-reader.ts';

/** The files of a tar.gz, or the one file of a gz. `path` is the archive's own: the name inside a gz may be anything and is not used. */
export async function* readGz(input: AsyncGenerator<Uint8Array>, path: string, limits: BundleLimits): AsyncGenerator<RawItem> {
  const peeked = await peek(capped(inflate('gzip', input, limits), limits), sniffBytes);
  try {
    if (sniffContainer(peeked.head) === 'tar') yield* readTar(peeked.read(), null);
    else yield { type: 'file', name: innerName(path), size: null, read: peeked.read, random: null };
  } finally {
    await peeked.close();
  }
}

/** What a tar reader skips counts for no entry; a limit must hold for it all the same. */
async function* capped(stream: AsyncGenerator<Uint8Array>, limits: BundleLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > limits.maxTotalBytes) throw totalTooLarge(limits);
    yield chunk;
  }
}

/** 'logs/ike.log.gz' holds 'ike.log'; a name that does not tell stays as it is. */
function innerName(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  if (/\.tgz$/iu.test(name)) return name.replace(/\.tgz$/iu, '.tar');
  return name.replace(/(?<=.)\.gz$/iu, '');
}
