import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { loadAssets } from '../../main/host/assets.ts';
import { corpusDir } from '../helpers/corpus.ts';
import { judge, judgeJoining } from '../helpers/lab-demands.ts';
import { diagnoseRun, labRuns, negotiationsOfRun, viewNames } from '../helpers/lab-runs.ts';
import type { LabRun, View } from '../helpers/lab-runs.ts';

/*
 * Runs of real IKE with an injected fault, from each witness alone and from several together: where the injected cause stands, what leads,
 * what to check next. `npm run bench:diagnosis -- [--lab DIR]`; without `--lab` the runs of the corpus. Ends with 1 when the demand of
 * test/helpers/lab-demands.ts is broken, with 2 when there is nothing to read.
 */
const { values } = parseArgs({ options: { lab: { type: 'string' } } });
const lab = values.lab ?? join(corpusDir, 'ike-lab');
const { knowledge } = loadAssets();

type Row = {
  readonly run: LabRun;
  readonly view: View;
  readonly rank: number;
  readonly broken: readonly string[];
  readonly cells: readonly string[];
};

function rowOf(run: LabRun, view: View): Row {
  const analysis = diagnoseRun(run, view, knowledge);
  const { rank, limit, broken } = judge(run, view, analysis);
  const leading = analysis.causes.slice(0, 3).map((c) => `${c.id} ${c.probability.toFixed(2)}`);
  const next = analysis.next[0];
  const cells = [
    run.name,
    run.cause,
    view,
    limit === null ? 'yes' : 'no',
    `${rank || '–'}`,
    leading.join(', '),
    next === undefined ? '–' : `${next.check} ${next.gain.toFixed(2)}`,
    broken.length === 0 ? '' : `BROKEN: ${broken.join('; ')}`,
  ];
  return { run, view, rank, broken, cells };
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((r) => r[i]!.length)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
}

function summary(view: View, rows: readonly Row[]): string {
  const own = rows.filter((r) => r.view === view);
  const first = own.filter((r) => r.rank === 1).length;
  const within = own.filter((r) => r.rank > 1 && r.rank <= 3).length;
  return `${view}: first ${first}, within three ${within}, missed ${own.length - first - within}, demand broken ${own.filter((r) => r.broken.length > 0).length} of ${own.length}`;
}

function joiningOf(run: LabRun): readonly [cells: readonly string[], broken: readonly string[]] {
  const joined = negotiationsOfRun(run, 'all', knowledge);
  const broken = judgeJoining(run, joined);
  const offsets = joined.witnesses.flatMap(({ path, offset }) =>
    offset === null ? [] : [`${path} ${offset.medianMs} ms ± ${offset.spreadMs} (${offset.anchors})`],
  );
  const attempts = joined.negotiations.map((n) => n.attempts).join(' + ');
  return [[run.name, attempts || '–', offsets.join(', '), broken.length === 0 ? '' : `BROKEN: ${broken.join('; ')}`], broken];
}

const runs = labRuns(lab);
if (runs.length === 0) {
  console.error(`No runs of the lab (folders with a truth.json) in ${lab}`);
  process.exitCode = 2;
} else {
  const rows = runs.flatMap((run) => viewNames.map((view) => rowOf(run, view)));
  printTable(
    ['run', 'injected cause', 'from', 'can know', 'rank', 'leading', 'next', ''],
    rows.map((r) => r.cells),
  );
  console.log();
  const joinings = runs.map(joiningOf);
  printTable(
    ['run', 'attempts', 'clocks against the capture', ''],
    joinings.map(([cells]) => cells),
  );
  console.log();
  for (const view of viewNames) console.log(summary(view, rows));
  const apart = joinings.filter(([, broken]) => broken.length > 0).length;
  console.log(`joining of the witnesses: broken ${apart} of ${runs.length}`);
  if (apart > 0 || rows.some((r) => r.broken.length > 0)) process.exitCode = 1;
}
