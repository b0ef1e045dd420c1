import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export const collectorsDir = join(import.meta.dirname, '../../assets/collectors');

/** Shell scripts by the name of the tool that they stand in for. */
export type StandIns = Readonly<Record<string, string>>;

const text = z.string().nullable();
const Item = z.strictObject({
  id: z.string(),
  evidence: text,
  file: text,
  status: z.string(),
  reason: text,
  detail: text,
  command: text,
  bytes: z.number().nullable(),
  sha256: text,
});
/** What every collector's manifest.json has to be. */
const Manifest = z.strictObject({
  schema: z.literal('tunnel-triage/collection@1'),
  collector: z.strictObject({ id: z.string(), version: z.string() }),
  host: z.string(),
  startedUtc: z.iso.datetime(),
  finishedUtc: z.iso.datetime(),
  timeZone: text,
  clockOffsetMs: z.number().nullable(),
  clockSource: text,
  isAdministrator: z.boolean(),
  tools: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  items: z.array(Item),
});
type ManifestItem = z.output<typeof Item>;

export type Run = {
  readonly archive: string;
  /** Files of the archive by path, as text. */
  readonly files: ReadonlyMap<string, string>;
  readonly manifest: z.output<typeof Manifest>;
  readonly item: (id: string) => ManifestItem;
  readonly shown: string;
  readonly folder: string;
  readonly remove: () => void;
};

function unpacked(archive: string, into: string): Map<string, string> {
  mkdirSync(into);
  if (archive.endsWith('.zip')) execFileSync('unzip', ['-q', archive, '-d', into]);
  else execFileSync('tar', ['-xzf', archive, '-C', into]);
  const paths = readdirSync(into, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  return new Map(paths.map((e) => [join(e.parentPath, e.name).slice(into.length + 1), readFileSync(join(e.parentPath, e.name), 'utf8')]));
}

/** What a stand-in is missing for has no network to reach where the system can take it away: as root on Linux. */
const canTakeNetwork = process.getuid?.() === 0 && spawnSync('unshare', ['--net', 'true']).status === 0;
const withoutNetwork = canTakeNetwork ? (['unshare', '--net', 'bash'] as const) : (['bash'] as const);

/** A folder for one run, with the stand-ins in its `bin`. */
function placed(standIns: StandIns): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ttc-run-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, body] of Object.entries(standIns)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return { folder, path: `${bin}:${process.env['PATH'] ?? ''}` };
}

/** Starts a collector as a terminal does, in a process group of its own, with its temporary files in `tmp` of its folder. */
export function startCollector(script: string, args: readonly string[], standIns: StandIns): { child: ChildProcess; folder: string } {
  const { folder, path } = placed(standIns);
  mkdirSync(join(folder, 'tmp'));
  const [command, ...first] = withoutNetwork;
  const child = spawn(command, [...first, join(collectorsDir, script), '--output', join(folder, 'out'), ...args], {
    env: { ...process.env, PATH: path, TMPDIR: join(folder, 'tmp') },
    cwd: folder,
    detached: true,
    stdio: 'ignore',
  });
  return { child, folder };
}

/** Runs a collector with stand-ins first on the path and gives what it packed. */
export function runCollector(script: string, args: readonly string[], standIns: StandIns, env: Readonly<Record<string, string>> = {}): Run {
  const { folder, path } = placed(standIns);
  const [command, ...first] = withoutNetwork;
  const result = spawnSync(command, [...first, join(collectorsDir, script), '--output', join(folder, 'out'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path, ...env },
    cwd: folder,
  });
  if (result.status !== 0) throw new Error(`${script} ended with ${result.status}: ${result.stderr}`);
  const archive = result.stdout.trim();
  const files = unpacked(archive, join(folder, 'unpacked'));
  const manifest = Manifest.parse(JSON.parse(files.get('manifest.json') ?? 'null'));
  const item = (id: string): ManifestItem => {
    const found = manifest.items.find((i) => i.id === id);
    if (!found) throw new Error(`the manifest has no item ${id}`);
    return found;
  };
  return { archive, files, manifest, item, shown: result.stderr, folder, remove: () => rmSync(folder, { recursive: true }) };
}
