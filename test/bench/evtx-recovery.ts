import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readEvents } from '#core/evtx/reader.ts';
import { openFileBytes } from '#host/store/file-bytes.ts';
import { corpusDir } from '../helpers/corpus.ts';
import { damagers } from '../helpers/evtx/damage.ts';
import { evtxexportXml, hasEvtxexport } from '../helpers/evtx/evtxexport.ts';
import { intactRecords, walkableRecords } from '../helpers/evtx/walkable.ts';
import { hasWinevtx } from '../helpers/evtx/winevtx.ts';
import { ours, print, runOnce, verdict } from './evtx-tools.ts';

/*
 * How many records of damaged logs are recovered. `walkable` records are those that a plain walk of the chunks reaches, `intact` those
 * of a log damaged here without a changed byte; both are told by their places, so that a record found elsewhere makes up for none.
 */
const floor = 0.999;
const widths = [40, 8, 9, 7, 9, 6, 10, 7, 7, 6, 11] as const;
const titles = [
  'records read',
  'walkable',
  'recovered',
  'intact',
  'recovered',
  'ours',
  'evtxexport',
  'winevtx',
  'slack',
  '-m all',
  'fewest?',
];

/** Records that the tools read in one file; null for a tool that is not installed. */
type Counts = {
  readonly ours: number;
  readonly withSlack: number;
  readonly evtxexport: number | null;
  readonly all: number | null;
  readonly winevtx: number | null;
};
type Recovery = Counts & { readonly name: string; readonly walkable: number; readonly recovered: number; readonly isDamagedHere: boolean };

/** Places of the records that we read, and how many with those of the slack. */
function readOurs(file: string): { readonly places: ReadonlySet<number>; readonly withSlack: number } {
  const bytes = openFileBytes(file);
  const batches = [...readEvents(bytes, { carve: true })];
  bytes.close();
  const places = new Set(batches.flatMap((batch) => batch.items.map((event) => event.offset)));
  return { places, withSlack: places.size + batches.reduce((sum, batch) => sum + batch.carved.length, 0) };
}

function countAll(file: string): number {
  const { stdout } = spawnSync('evtxexport', ['-m', 'all', '-f', 'xml', file], { encoding: 'utf8', maxBuffer: 1 << 30 });
  return stdout.match(/^<Event /gm)?.length ?? 0;
}

/** Reads a file with every tool and prints one line about it; `whole`: what it was before it was damaged here. */
function measure(name: string, file: string, folder: string, whole: Buffer | null): Recovery {
  const bytes = readFileSync(file);
  const { places, withSlack } = readOurs(file);
  const counts: Counts = {
    ours: places.size,
    withSlack,
    evtxexport: hasEvtxexport ? evtxexportXml(file).length : null,
    all: hasEvtxexport ? countAll(file) : null,
    winevtx: hasWinevtx ? runOnce(ours('winevtx', file), folder).records : null,
  };
  const walkable = walkableRecords(bytes);
  const recovered = walkable.filter((at) => places.has(at)).length;
  const intact = whole && intactRecords(whole, bytes);
  const known = intact ? [intact.length, intact.filter((at) => places.has(at)).length] : ['', ''];
  const peers = [counts.evtxexport ?? '-', counts.winevtx ?? '-'];
  const isNever = betterPeers(counts).length === 0;
  print([name, walkable.length, recovered, ...known, counts.ours, ...peers, withSlack, counts.all ?? '-', isNever ? 'yes' : 'NO'], widths);
  return { ...counts, name, walkable: walkable.length, recovered, isDamagedHere: whole !== null };
}

/** Peers that read more of a file than we do; what they carve out is compared with what we do. */
function betterPeers({ ours: own, withSlack, evtxexport, all, winevtx }: Counts): string[] {
  const theirs = { evtxexport: [evtxexport, own], winevtx: [winevtx, own], 'evtxexport -m all': [all, withSlack] } as const;
  return Object.entries(theirs).flatMap(([name, [their, our]]) => (their !== null && their > our ? [`${name} ${their} > ${our}`] : []));
}

/** Prints what is recovered of the logs of the corpus and of damaged copies of the log `whole`. */
export function printRecovery(whole: string, folder: string): void {
  console.log('');
  print(titles, widths);
  const corpus = readdirSync(join(corpusDir, 'evtx')).filter((name) => name.endsWith('.evtx'));
  const real = corpus.map((name) => measure(basename(name, '.evtx'), join(corpusDir, 'evtx', name), folder, null));
  const before = readFileSync(whole);
  const damaged = damagers.map(({ id, name, damage }) => {
    const file = join(folder, `${id}.evtx`);
    writeFileSync(file, damage(before));
    return measure(`${id} ${name}`, file, folder, before);
  });
  console.log('');
  for (const [title, files] of [
    ['damaged here', damaged],
    ['whole corpus', real],
  ] as const) {
    const walkable = files.reduce((sum, file) => sum + file.walkable, 0);
    const recovered = files.reduce((sum, file) => sum + file.recovered, 0);
    const share = recovered / walkable;
    console.log(
      `recovered / walkable, ${title}: ${recovered} / ${walkable} = ${share.toFixed(5)}, floor ${floor}: ${verdict(share >= floor)}`,
    );
  }
  const better = [...real, ...damaged].flatMap((file) => betterPeers(file).map((peer) => `  ${file.name}: ${peer}`));
  console.log(`never fewer records than any peer on any file: ${verdict(better.length === 0)}`);
  for (const line of better) console.log(line);
}
