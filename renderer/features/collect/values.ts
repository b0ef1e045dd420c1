import { collectors, isParameterValue } from '#shared/model/collector.ts';
import type { Collector, CollectorParameter } from '#shared/model/collector.ts';
import type { CollectState } from './collect-store.ts';

type Filled = Pick<CollectState, 'collector' | 'names' | 'typed'>;

/** What a parameter holds: what was typed, else the name that the evidence gives. */
export function valueOfParameter({ typed, names }: Filled, { id, from }: CollectorParameter): string {
  const known = from === null || names === null ? null : names[from];
  return (typed[id] ?? (known === null ? '' : String(known))).trim();
}

/** Every parameter of the chosen script with its value. */
export function valuesOf(state: Filled): Record<string, string> {
  return Object.fromEntries(collectors[state.collector].parameters.map((p) => [p.id, valueOfParameter(state, p)]));
}

export function isComplete(state: Filled): boolean {
  return collectors[state.collector].parameters.every((p) => isParameterValue(p, valueOfParameter(state, p)));
}

/** How the script is started on its host, first to look, then to do. */
export function runCommands({ file, language, wantsAdministrator }: Collector, asAdministrator: boolean) {
  if (language === 'powershell') return { look: String.raw`.\${file} -WhatIf`, run: String.raw`.\${file}` };
  const start = `${wantsAdministrator && asAdministrator ? 'sudo ' : ''}bash ./${file}`;
  return { look: `bash ./${file} --dry-run`, run: start };
}
