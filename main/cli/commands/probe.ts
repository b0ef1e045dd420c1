import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { targetsOf } from '#shared/model/probe-words.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import type { Translate } from '#shared/text/translate.ts';
import { azureSuites } from '#core/ike/offer.ts';
import { isWhole, runProbe, type ProbeOutcome } from '#core/probes/run-probe.ts';
import type { Assets } from '#host/assets.ts';
import { probePorts } from '#host/probes/ports.ts';
import { writeThenRename } from '#host/write-then-rename.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { terminalSafe } from '../print-diagnosis.ts';
import type { ProbeArguments } from '../probe-arguments.ts';

type Context = { readonly assets: Assets; readonly t: Translate; readonly output: Output };

/** Asks on the terminal; without one nothing is sent unless the words said `--yes`. */
async function isConfirmed(parsed: ProbeArguments, { t, output }: Context): Promise<boolean> {
  const targets = targetsOf(parsed.requests).join(', ');
  output.tell(targets === '' ? t('cli.probe.targets-system') : t('cli.probe.targets', { targets }));
  if (parsed.confirmed) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    output.tell(t('cli.probe.needs-yes'));
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:y|yes|はい)$/i.test((await ask.question(`${t('cli.probe.ask')} `)).trim());
  } finally {
    ask.close();
  }
}

function codeOf(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.some((v) => v === 'problem' || v === 'warning')) return exitCodes.problems;
  return verdicts.length === 0 || verdicts.includes('cannot-tell') ? exitCodes.cannotTell : exitCodes.healthy;
}

/** TCP targets side by side; everything else one after another, so that no peer is asked twice at once. */
async function runAll(parsed: ProbeArguments, { assets }: Context, signal: AbortSignal): Promise<(ProbeOutcome | null)[]> {
  const tools = { ports: probePorts, defaults: azureSuites(assets.knowledge, 'RouteBased'), version: assets.version };
  const watch = { signal, sample: () => undefined, step: () => undefined };
  const isTcp = parsed.requests.every((request) => request.kind === 'tcp');
  if (isTcp) return Promise.all(parsed.requests.map((request) => runProbe(request, tools, watch)));
  const outcomes: (ProbeOutcome | null)[] = [];
  for (const request of parsed.requests) {
    const outcome = signal.aborted ? null : await runProbe(request, tools, watch);
    if (isWhole(request, signal)) outcomes.push(outcome);
  }
  return outcomes;
}

/** Probes what was named, after a confirmation, and prints texts that `diagnose` reads; Ctrl+C ends a run and keeps what it measured. */
export async function probe(parsed: ProbeArguments, context: Context): Promise<ExitCode> {
  const { t, output } = context;
  if (!(await isConfirmed(parsed, context))) return exitCodes.usage;
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  try {
    const found = await runAll(parsed, context, stop.signal);
    const outcomes = found.filter((outcome) => outcome !== null);
    if (outcomes.length < found.length) output.tell(t('cli.probe.cannot-be-said'));
    const text = outcomes.map((outcome) => outcome.text).join('\n');
    if (parsed.json)
      output.print(`${JSON.stringify(outcomes.map(({ request, verdict, data, text: own }) => ({ request, verdict, data, text: own })))}\n`);
    else output.print(`${terminalSafe(text)}\n`);
    for (const { verdict, summary, means } of outcomes) {
      output.tell(`${t(`verdict.${verdict}`)}: ${t.message(summary)}`);
      output.tell(`  ${t.message(means)}`);
    }
    if (parsed.output !== null) {
      await writeThenRename(resolve(parsed.output), (part) => writeFile(part, text));
      output.tell(t('cli.written', { path: parsed.output }));
    }
    return codeOf(outcomes.map((outcome) => outcome.verdict));
  } finally {
    process.removeListener('SIGINT', onSignal);
  }
}
