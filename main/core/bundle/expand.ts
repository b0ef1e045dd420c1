import type { Message } from '#shared/model/message.ts';
import { message } from '#shared/model/message.ts';
import type { Peeked } from './byte-streams.ts';
import { peek, readWhole, sourceOf } from './byte-streams.ts';
import { readGz } from './gz-reader.ts';
import type { Intake } from './intake.ts';
import { entryTooLarge, refusalOf } from './intake.ts';
import { inMebibytes } from './limits.ts';
import type { BundleItem } from './open-bundle.ts';
import type { RawFile, RawItem } from './raw-item.ts';
import { printable, safePath } from './safe-path.ts';
import type { ContainerKind } from './sniff.ts';
import { isPackagedDocument, sniffBytes, sniffContainer, sniffForeignArchive } from './sniff.ts';
import { readTar } from './tar-reader.ts';
import { readZip } from './zip-reader.ts';

/** Where items come from: the container's own path, what stands before the paths of its items, and how many containers are around them. */
type Origin = { readonly path: string; readonly prefix: string; readonly level: number };

/** A compressed zip file inside an archive must be held in memory, because a zip file is read from its end. */
const maxNestedZipBytes = 256 * 1024 * 1024;

/** Judges the items of one container: names, limits, and containers among them. Damage of the container itself is one refused item. */
export async function* expand(intake: Intake, items: AsyncGenerator<RawItem>, origin: Origin): AsyncGenerator<BundleItem> {
  try {
    for await (const item of items) {
      intake.cancellation.check();
      const stop = intake.countItem();
      if (stop) yield refused(origin.path, stop);
      else yield* expandItem(intake, item, origin);
      if (intake.isStopped()) return;
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    yield refused(origin.path, refusal.reason);
  }
}

async function* expandItem(intake: Intake, item: RawItem, origin: Origin): AsyncGenerator<BundleItem> {
  if (item.type === 'refused') {
    yield refused(origin.prefix + printable(item.name), item.reason);
    return;
  }
  const name = safePath(item.name);
  if (!name.ok) {
    yield refused(origin.prefix + name.path, name.reason);
    return;
  }
  const path = intake.uniquePath(origin.prefix + name.path);
  if ((item.size ?? 0) > intake.limits.maxEntryBytes) yield refused(path, entryTooLarge(intake.limits).reason);
  else yield* expandFile(intake, item, { ...origin, path });
}

/** A file as an entry, or the files in it when its content is a container; `origin.path` is the file's own. */
export async function* expandFile(intake: Intake, file: RawFile, origin: Origin): AsyncGenerator<BundleItem> {
  const stream = intake.watch(file.read());
  try {
    const peeked = await peek(stream, sniffBytes);
    const kind = isPackagedDocument(origin.path) ? null : sniffContainer(peeked.head);
    const foreign = sniffForeignArchive(peeked.head);
    if (foreign) yield refused(origin.path, message('bundle.refused.foreign-archive', { kind: foreign }));
    else if (!kind) yield { type: 'entry', entry: { path: origin.path, size: file.size, read: () => intake.count(peeked.read()) } };
    else if (origin.level > intake.limits.maxDepth) yield refused(origin.path, message('bundle.refused.too-deep'));
    else yield* expandContainer(intake, file, { peeked, kind, origin });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    yield refused(origin.path, refusal.reason);
  } finally {
    await stream.return(undefined);
  }
}

type Container = { readonly peeked: Peeked; readonly kind: ContainerKind; readonly origin: Origin };

async function* expandContainer(intake: Intake, file: RawFile, container: Container): AsyncGenerator<BundleItem> {
  const { peeked, kind, origin } = container;
  const inner: Origin = { path: origin.path, prefix: origin.level === 0 ? '' : `${origin.path}!/`, level: origin.level + 1 };
  if (kind === 'gz') {
    yield* expand(intake, readGz(peeked.read(), origin.path, intake.limits), inner);
    return;
  }
  const random = file.random?.() ?? null;
  try {
    if (kind === 'tar') {
      yield* expand(intake, readTar(peeked.read(), random), inner);
      return;
    }
    const source = random ?? (await holdInMemory(peeked));
    if (source) yield* expand(intake, readZip(source, intake.limits, intake.cancellation), inner);
    else yield refused(origin.path, message('bundle.refused.nested-too-large', { limitMiB: inMebibytes(maxNestedZipBytes) }));
  } finally {
    random?.close();
  }
}

async function holdInMemory(peeked: Peeked): Promise<ReturnType<typeof sourceOf> | null> {
  const bytes = await readWhole(peeked.read(), maxNestedZipBytes);
  return bytes && sourceOf(bytes);
}

function refused(path: string, reason: Message): BundleItem {
  return { type: 'refused', path, reason };
}
