import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Linux with musl instead of glibc (Alpine) needs a build of its own; the loader that the process runs under tells. */
function platformName(): string {
  if (process.platform !== 'linux') return process.platform;
  return /\/ld-musl-[^/\s]*\.so/.test(readFileSync('/proc/self/maps', 'utf8')) ? 'linuxmusl' : 'linux';
}

let resolved: string | null = null;

/**
 * Path of SQLite's native part: beside the packaged application's resources, else the prebuilt file of the package.
 * Said explicitly because the bundled code has no node_modules beside it that better-sqlite3 could search.
 */
export function resolveNativeBinding(): string {
  resolved ??= find();
  return resolved;
}

function find(): string {
  // `resourcesPath` exists in Electron only, where its type comes from; here it is looked up by name.
  const resources: unknown = Reflect.get(process, 'resourcesPath');
  const packaged = typeof resources === 'string' ? join(resources, 'better_sqlite3.node') : null;
  if (packaged !== null && existsSync(packaged)) return packaged;
  const packageDir = dirname(require.resolve('better-sqlite3/package.json'));
  return join(packageDir, 'prebuilds', `${platformName()}-${process.arch}.node`);
}
