#!/usr/bin/env node
import { createTranslate } from '#shared/text/translate.ts';
import { loadAssets } from '#host/assets.ts';
import { readArguments } from './arguments.ts';
import { diagnose } from './commands/diagnose.ts';
import { probe } from './commands/probe.ts';
import { serve } from './commands/serve.ts';
import { exitCodes } from './exit-codes.ts';
import { createOutput } from './output.ts';

/** `tunnel-triage`: the third entrance. Results go to standard output, everything else to standard error. */
async function main(): Promise<number> {
  const parsed = readArguments(process.argv.slice(2), process.env);
  const assets = loadAssets();
  const t = createTranslate(assets.catalogues, parsed.language);
  const output = createOutput(t);
  switch (parsed.command) {
    case 'help':
      output.print(`${t('cli.help')}\n`);
      return exitCodes.healthy;
    case 'version':
      output.print(`${assets.version}\n`);
      return exitCodes.healthy;
    case 'usage-error':
      output.tell(`${t(parsed.problem, { subject: parsed.subject })}\n${t('cli.see-help')}`);
      return exitCodes.usage;
    case 'serve':
      return serve(parsed.live, { t, output });
    case 'probe':
      return probe(parsed, { assets, t, output });
    case 'diagnose':
      return diagnose(parsed, { assets, t, output });
  }
}

process.exitCode = await main();
