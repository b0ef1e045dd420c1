import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillScript, scriptFile } from '#core/collectors/fill-script.ts';
import { quoteBash, quotePowerShell } from '#core/collectors/quote.ts';
import { loadAssets } from '#host/assets.ts';
import { collectorScript } from '#host/collectors.ts';
import { collectorIds, collectors, isParameterValue } from '#shared/model/collector.ts';

const hasBash = spawnSync('bash', ['--version']).status === 0;
const bashNote = hasBash ? '' : ' (skipped: there is no Bash)';

const hostile = [
  `x'; touch /tmp/owned; '`,
  '$(reboot)',
  '`reboot`',
  '"; Remove-Item C:\\ -Recurse; "',
  String.raw`\'`,
  "'",
  "''",
  '!history',
  '$&$1$$',
  '${IFS}',
  '--output=/',
  '# comment',
  '日本語 リソース グループ',
  '\u2018; Remove-Item x; \u2019',
  '%PATH%',
];

describe.skipIf(!hasBash)(`a value in a script for Bash${bashNote}`, () => {
  it.each(hostile)('stays the text that it is: %s', (text) => {
    const { stdout } = spawnSync('bash', ['-c', `v=${quoteBash(text)}\nprintf %s "$v"`], { encoding: 'utf8' });
    expect(stdout).toBe(text);
  });

  it('leaves a script that still reads as one', () => {
    const values = Object.fromEntries(collectors.linux.parameters.map((p, i) => [p.id, hostile[i] ?? '']));
    const text = fillScript(collectorScript(collectors.linux.file), collectors.linux, values);
    const names = collectors.linux.parameters.map((p) => p.variable);
    const shown = `${text.slice(0, text.indexOf('usage()'))}\nprintf '%s\\n' ${names.map((n) => `"$${n}"`).join(' ')}`;
    const { stdout } = spawnSync('bash', ['-c', shown], { encoding: 'utf8' });
    expect(stdout.trimEnd().split('\n')).toEqual(collectors.linux.parameters.map((_, i) => hostile[i]));
    expect(spawnSync('bash', ['-n'], { input: text }).status).toBe(0);
  });
});

describe('a value in a script for PowerShell', () => {
  /** A single-quoted string as the PowerShell tokenizer reads it: any single quote ends it unless another one follows. */
  function readBack(quoted: string): { readonly text: string; readonly rest: string } {
    const isQuote = (c: string | undefined): boolean => c !== undefined && /['\u2018-\u201B]/.test(c);
    let text = '';
    for (let i = 1; i < quoted.length; i++) {
      if (isQuote(quoted[i])) {
        if (!isQuote(quoted[i + 1])) return { text, rest: quoted.slice(i + 1) };
        i += 1;
      }
      text += quoted[i];
    }
    throw new Error('not closed');
  }

  it.each(hostile)('stays the text that it is: %s', (text) => {
    expect(readBack(quotePowerShell(text))).toEqual({ text, rest: '' });
  });

  it('whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readBack(quotePowerShell(text))).toEqual({ text, rest: '' });
      }),
    );
  });
});

describe('shipped scripts', () => {
  it.each(collectorIds)('%s: has a line for each parameter and is one file', (id) => {
    const of = collectors[id];
    const script = collectorScript(of.file);
    expect(script).not.toMatch(/# include$/m);
    const values = Object.fromEntries(of.parameters.map((p) => [p.id, p.kind === 'number' ? '30' : `v-${p.id}`]));
    const filled = fillScript(script, of, values);
    for (const value of Object.values(values)) expect(filled).toContain(`'${value}'`);
    expect(/^[\t\n\u0020-\u007E]*$/.test(script), 'ASCII, whatever the code page').toBe(true);
  });

  it.each(collectorIds)('%s: brings the evidence that it is said to bring', async (id) => {
    const script = collectorScript(collectors[id].file);
    const { knowledge } = loadAssets();
    const named = knowledge.evidence.map((e) => e.id).filter((e) => new RegExp(`[\\s']${e}[\\s']`).test(script));
    expect(collectors[id].evidence.toSorted()).toEqual(named.toSorted());
  });

  it('leave with the marks that Windows PowerShell 5.1 needs', () => {
    expect(scriptFile("'é'\n", 'powershell')).toBe("\uFEFF'é'\r\n");
    expect(scriptFile("'é'\n", 'bash')).toBe("'é'\n");
  });

  it('take one line of text or digits', () => {
    const [text] = collectors.linux.parameters;
    const number = collectors.linux.parameters.find((p) => p.kind === 'number');
    expect([isParameterValue(text!, 'a\nb'), isParameterValue(text!, 'a'.repeat(251)), isParameterValue(text!, "it's")]).toEqual([
      false,
      false,
      true,
    ]);
    expect([isParameterValue(number!, '30'), isParameterValue(number!, '3; x'), isParameterValue(number!, '')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
