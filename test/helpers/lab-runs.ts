import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../shared/model/analysis.ts';
import { analyse } from '../../main/core/analysis/analyse.ts';
import { createFactView } from '../../main/core/analysis/fact-view.ts';
import type { Knowledge } from '../../main/core/knowledge/knowledge.ts';
import type { JoinedNegotiations } from '../../main/core/negotiation/joined.ts';
import { factsOfText } from './facts-of-files.ts';
import type { ReadFile } from './facts-of-files.ts';

/** What is read of a run of the lab together. `both`: the two witnesses that a site has by itself. */
export const views = {
  capture: ['onprem.pcap'],
  log: ['onprem.charon.log'],
  both: ['onprem.pcap', 'onprem.charon.log'],
  all: ['onprem.pcap', 'onprem.charon.log', 'azure.charon.log'],
} as const;
export type View = keyof typeof views;
export const viewNames: readonly View[] = ['capture', 'log', 'both', 'all'];

/** What `truth.json` tells of a run: the fault that was injected and how the two ends were set. */
export type LabRun = {
  readonly name: string;
  readonly folder: string;
  readonly cause: string;
  readonly initiator: 'on-premises' | 'azure';
  /** Of the on-premises end. */
  readonly version: 1 | 2;
  /** IKE SAs that were tried, as another reader counts them in the capture; null when nobody counted. */
  readonly attempts: number | null;
  /** How far the clock of the gateway's log is ahead of the others. */
  readonly azureClockMs: number;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The runs of the corpus and those of test/lab write their settings differently. */
function versionOf(parameters: unknown): 1 | 2 {
  if (!isRecord(parameters)) return 2;
  const { version_on: own, version } = parameters;
  return own === 1 || (isRecord(version) && version['onPremises'] === 1) ? 1 : 2;
}

function readRun(lab: string, name: string): LabRun {
  const folder = join(lab, name);
  const truth: unknown = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  if (!isRecord(truth) || typeof truth['cause'] !== 'string') throw new Error(`${name}/truth.json names no cause`);
  return {
    name,
    folder,
    cause: truth['cause'],
    initiator: truth['initiator'] === 'azure' ? 'azure' : 'on-premises',
    version: versionOf(truth['parameters']),
    attempts: typeof truth['attempts'] === 'number' ? truth['attempts'] : null,
    azureClockMs: typeof truth['azureClockMs'] === 'number' ? truth['azureClockMs'] : 0,
  };
}

/** The runs of a lab: folders with a `truth.json`. Empty when there is no such folder. */
export function labRuns(lab: string): LabRun[] {
  if (!existsSync(lab)) return [];
  return readdirSync(lab)
    .filter((name) => existsSync(join(lab, name, 'truth.json')))
    .toSorted()
    .map((name) => readRun(lab, name));
}

function readView({ folder }: LabRun, view: View, knowledge: Knowledge): ReadFile[] {
  return views[view].map((file) => factsOfText(file, readFileSync(join(folder, file)), knowledge));
}

export function diagnoseRun(run: LabRun, view: View, knowledge: Knowledge): Analysis {
  const read = readView(run, view, knowledge);
  return analyse({ facts: read.flatMap((r) => r.facts), sources: read.map((r) => r.source), answers: [], knowledge });
}

export function negotiationsOfRun(run: LabRun, view: View, knowledge: Knowledge): JoinedNegotiations {
  const facts = readView(run, view, knowledge).flatMap((r) => r.facts);
  return createFactView(facts, knowledge).negotiations;
}
