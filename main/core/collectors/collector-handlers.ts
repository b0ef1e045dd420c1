import type { Handlers } from '#shared/api/client.ts';
import { fail, ok, type Result } from '#shared/api/result.ts';
import { collectors, isParameterValue } from '#shared/model/collector.ts';
import type { Collector, CollectorId } from '#shared/model/collector.ts';
import type { CorePorts } from '../create-core.ts';
import { fillScript, scriptFile } from './fill-script.ts';

type Wanted = { readonly collector: CollectorId; readonly values: Readonly<Record<string, string>> };

function filled({ collector, values }: Wanted, read: (file: string) => string): Result<{ readonly text: string; readonly of: Collector }> {
  const of = collectors[collector];
  const known = of.parameters.filter((p) => values[p.id] !== undefined);
  if (known.length < Object.keys(values).length) return fail('bad-input');
  if (!known.every((p) => isParameterValue(p, values[p.id] ?? ''))) return fail('bad-input');
  return ok({ text: fillScript(read(of.file), of, values), of });
}

/** Scripts that collect evidence, with the names of a case filled in: to be read on the screen, and saved. */
export function collectorHandlers<Granted>({
  collectorScript,
  grants,
  writeFile,
}: CorePorts<Granted>): Pick<Handlers, 'collectors.script' | 'collectors.save'> {
  return {
    'collectors.script': async (input) => {
      const script = filled(input, collectorScript);
      return script.ok ? ok({ fileName: script.value.of.file, text: script.value.text }) : script;
    },
    'collectors.save': async ({ grant, ...input }) => {
      const script = filled(input, collectorScript);
      if (!script.ok) return script;
      const target = grants.redeemWrite(grant);
      const { text, of } = script.value;
      await target.write((part) => writeFile(part, scriptFile(text, of.language)));
      return ok({ file: target.name });
    },
  };
}
