import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillScript, scriptFile } from '#core/collectors/fill-script.ts';
import { quotePowerShell } from '#core/collectors/quote.ts';
import { collectorScript } from '#host/collectors.ts';
import { collectorIds, collectors } from '#shared/model/collector.ts';
import { powerShellScriptIds, powerShellScripts } from '#shared/model/powershell.ts';
import { readPowerShell } from '../helpers/powershell-grammar.ts';
import { collectorsDir } from './run-bash.ts';

const assets = join(collectorsDir, '..');
const scripts = ['collectors', 'powershell'].flatMap((folder) =>
  readdirSync(join(assets, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ps1'))
    .map((name) => `${folder}/${name}`),
);
const read = (name: string): string => readFileSync(join(assets, name), 'utf8');

/** Commands that change something only in the folder that the collector made, or in its own process. */
const own = new Set([
  'Add-Item',
  'Get-Answer',
  'Invoke-Asked',
  'Invoke-Step',
  'New-StepPlace',
  'New-CimSession',
  'Remove-CimSession',
  'Remove-Collection',
  'Add-Type',
  'Complete-Collection',
  'Remove-Item',
  'Remove-Keys',
  'Set-AzContext',
  'Set-StrictMode',
  'Skip-Item',
  'Start-Collection',
  'New-Item',
  'New-Object',
  'Invoke-AzOperationalInsightsQuery',
  'netsh.exe',
  'ping.exe',
  'route.exe',
  'tracert.exe',
  'typeperf.exe',
  'w32tm.exe',
  'wevtutil.exe',
]);
const reading = /^(?:Get|Test|Select|Where|ForEach|Format|Out|ConvertTo|Write|Join|Split|Resolve|Save)-[A-Za-z0-9]+$/;

it('the grammar tells what is no PowerShell', () => {
  expect(readPowerShell("Get-Item -Path 'a'\n").faults).toEqual([]);
  expect(readPowerShell("if ($a { Get-Item 'a' }\n").faults).not.toEqual([]);
});

describe.each(scripts)('%s', (name) => {
  it('is PowerShell', () => expect(readPowerShell(read(name)).faults).toEqual([]));

  it('only reads', () => {
    const { commands } = readPowerShell(read(name));
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter((c) => !reading.test(c) && !own.has(c) && !c.startsWith('"$PSScriptRoot'))).toEqual([]);
  });
});

describe.each(['Collect-Azure.ps1', 'Collect-OnPremises.ps1'])('%s, step by step', (name) => {
  const { blocks, commands } = readPowerShell(read(`collectors/${name}`));
  const library = readPowerShell(read('collectors/lib/Collection.ps1'));
  const limited = blocks.filter(({ givenTo }) => ['Save-Step', 'Invoke-Step', 'Get-Answer'].includes(givenTo));

  it('runs whatever may hang under a time limit', () => {
    const asks = /^(?:Get|Set|Invoke)-(?:Az|Win|Vpn|Net|Service|Bgp|RemoteAccess)|^Test-Net|\.exe$/;
    const inside = limited.flatMap((block) => block.commands);
    expect(inside.length).toBeGreaterThan(15);
    expect(inside.filter((command) => asks.test(command)).toSorted()).toEqual(commands.filter((command) => asks.test(command)).toSorted());
  });

  it('leaves none of its folders behind, also when it is stopped', () => {
    expect(read(`collectors/${name}`)).toMatch(
      /^try \{\n {4}Start-Collection \$OutputFolder\n(?: {4}.*\n)+\}\nfinally \{ Remove-Collection \}\n$/m,
    );
    expect(library.blocks.flatMap(({ commands: inside }) => inside)).not.toContain('Remove-Item');
  });

  it('a step sees the variables of its script: none is hidden by one of the library, but for the path that it writes to', () => {
    const around = { 'Save-Step': ['Save-Step', 'Invoke-Step'], 'Get-Answer': ['Invoke-Step'], 'Invoke-Step': ['Invoke-Step'] };
    const hiding = (givenTo: string): Set<string> =>
      new Set(
        Object.entries(around).flatMap(([by, functions]) => (by === givenTo ? functions.flatMap((f) => library.locals.get(f) ?? []) : [])),
      );
    expect(hiding('Save-Step')).toContain('id');
    const hidden = limited.flatMap(({ givenTo, variables }) => variables.filter((v) => hiding(givenTo).has(v)));
    expect(new Set(hidden)).toEqual(new Set(name === 'Collect-OnPremises.ps1' ? ['path'] : []));
  });

  it('a step calls no function of the script that is not handed on to where steps run', () => {
    const script = readPowerShell(read(`collectors/${name}`));
    const handedOn = /\$script:StepFunctions = @\(([^)]*)\)/.exec(read(`collectors/${name}`))?.[1] ?? '';
    const called = limited.flatMap((block) => block.commands).filter((command) => script.locals.has(command));
    expect([...new Set(called)].map((command) => `'${command}'`).toSorted()).toEqual(handedOn.split(', ').toSorted());
  });
});

it('Windows tools are asked with verbs that read', () => {
  const text = read('collectors/Collect-OnPremises.ps1');
  const calls = [...text.matchAll(/(netsh|wevtutil|route|w32tm)\.exe (\S+ \S+)/g)].map((m) => `${m[1]} ${m[2]}`);
  expect([...new Set(calls)].toSorted()).toEqual([
    'netsh advfirewall firewall',
    'netsh advfirewall show',
    'route print }',
    'w32tm /query /source',
    'w32tm /stripchart "/computer:$source"',
    'wevtutil epl Application',
    'wevtutil epl Security',
    'wevtutil epl System',
  ]);
  expect(text).toContain('netsh.exe advfirewall firewall show rule');
});

it('every script that can be run is shipped, takes what it is told, and changes no policy', () => {
  for (const id of powerShellScriptIds) {
    const text = read(`powershell/${id}.ps1`);
    expect(text).toContain("[string]$ComputerName = ''");
    expect(text.includes('[int]$Days = 3'), id).toBe(powerShellScripts[id].usesDays);
  }
  for (const name of scripts) expect(read(name), name).not.toMatch(/ExecutionPolicy|RunAs|Verb/i);
});

const hostile = [
  "x'; Remove-Item C:\\ -Recurse; '",
  '\u2018; Remove-Item x; \u2019',
  '$(Remove-Item x)',
  '`n"; reboot',
  '日本語 グループ',
  '# x',
  "'@\n'".replace('\n', ''),
];

describe('a script filled in with hostile names', () => {
  const powershell = collectorIds.filter((id) => collectors[id].language === 'powershell');
  it.each(powershell)('%s: stays PowerShell with the same commands', (id) => {
    const of = collectors[id];
    const script = collectorScript(of.file);
    const plain = readPowerShell(script);
    for (const name of hostile) {
      const values = Object.fromEntries(of.parameters.map((p) => [p.id, p.kind === 'number' ? '3' : name]));
      const filled = readPowerShell(scriptFile(fillScript(script, of, values), of.language).replace(/^\uFEFF/, ''));
      // The grammar knows `'` alone as a quote; typographic ones are ordinary characters to it, so they change nothing here.
      expect(filled.faults, name).toEqual([]);
      expect(filled.commands, name).toEqual(plain.commands);
      expect(filled.literals, name).toContain(quotePowerShell(name));
    }
  });
});
