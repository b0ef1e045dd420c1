import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CauseFile, CheckFile, EvidenceFile, Knowledge, SignatureFile, Tables, Text } from '../core/knowledge/knowledge.ts';
import { codeTable } from './code-table.ts';
import { compileFonts } from './compile-fonts.ts';

/**
 * Validates assets/knowledge and assets/messages and compiles them to dist/assets, and writes the registries of formats,
 * extractors and checks from the folders they live in. The shipped application holds no YAML parser and no unvalidated rule.
 */
const root = join(import.meta.dirname, '../..');
const knowledgeDir = join(root, 'assets/knowledge');
const MessageFile = z.record(z.string().regex(/^[A-Za-z0-9.-]+$/), Text);

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.yaml'))
    .toSorted()
    .map((f) => join(folder, f));
}

function read<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const result = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${relative(root, file)}:\n${z.prettifyError(result.error)}`);
  return result.data;
}

function readAll<T extends z.ZodType<{ id: string }>>(folder: string, schema: T): z.output<T>[] {
  return yamlFiles(join(knowledgeDir, folder)).map((file) => {
    const value = read(file, schema);
    if (basename(file, '.yaml') !== value.id) throw new Error(`${relative(root, file)}: the id '${value.id}' differs from the file name`);
    return value;
  });
}

/** Table files are named in kebab case after the key they fill: `error-codes.yaml` → `errorCodes`. */
function readTables(): z.output<typeof Tables> {
  const entries = Object.entries(Tables.shape).map(([key, schema]) => {
    const file = join(knowledgeDir, 'tables', `${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}.yaml`);
    return [key, read(file, schema as z.ZodType)];
  });
  return Tables.parse(Object.fromEntries(entries));
}

type Words = Record<string, z.output<typeof Text>>;

/** Message keys of knowledge texts; the scheme is documented in assets/knowledge/README.md. */
function knowledgeWords(k: Knowledge): Words {
  const words: Words = {};
  for (const c of k.causes) {
    words[`cause.${c.id}.title`] = c.title;
    words[`cause.${c.id}.summary`] = c.summary;
    c.remedies.forEach((r, i) => {
      words[`cause.${c.id}.remedy.${i}.where`] = r.where;
      words[`cause.${c.id}.remedy.${i}.what`] = r.what;
      if (r.verify) words[`cause.${c.id}.remedy.${i}.verify`] = r.verify;
      if (r.undo) words[`cause.${c.id}.remedy.${i}.undo`] = r.undo;
    });
  }
  for (const c of k.checks) {
    words[`check.${c.id}.title`] = c.title;
    words[`check.${c.id}.question`] = c.question;
    words[`check.${c.id}.why`] = c.why;
    words[`check.${c.id}.privilege`] = c.cost.privilege;
    for (const [id, o] of Object.entries(c.outcomes)) {
      words[`check.${c.id}.outcome.${id}`] = o.text;
      if (o.choice) words[`check.${c.id}.choice.${id}`] = o.choice;
    }
  }
  for (const e of k.evidence) words[`evidence.${e.id}`] = e.title;
  for (const row of k.tables.errorCodes.rows) if (row.meaning) words[`code.${row.code}`] = row.meaning;
  for (const row of k.tables.eventIds.rows) words[`event.${row.provider}.${row.id}`] = row.meaning;
  return words;
}

function messageWords(): Words {
  const words: Words = {};
  const folder = join(root, 'assets/messages');
  for (const file of readdirSync(folder)
    .filter((f) => f.endsWith('.json'))
    .toSorted()) {
    const result = MessageFile.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!result.success) throw new Error(`assets/messages/${file}:\n${z.prettifyError(result.error)}`);
    for (const [key, text] of Object.entries(result.data)) {
      if (words[key]) throw new Error(`assets/messages/${file}: '${key}' is defined twice`);
      words[key] = text;
    }
  }
  return words;
}

function writeIfChanged(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
}

/** One import a folder entry: `formats/<id>/format.ts`, `extract/<id>.ts`, `checks/<id>.ts`. */
function registry(kind: { folder: string; name: string; type: string; from: string; files: (folder: string) => string[] }): string {
  const files = kind.files(join(root, 'main/core', kind.folder));
  const imports = files.map((f, i) => `import { ${kind.name} as item${i} } from '../${kind.folder}/${f}';`);
  return [
    '// Written by main/tools/compile-assets.ts from the folder; not kept in git.',
    `import type { ${kind.type} } from '${kind.from}';`,
    ...imports,
    '',
    `export const ${kind.name}s: readonly ${kind.type}[] = [${files.map((_, i) => `item${i}`).join(', ')}];`,
    '',
  ].join('\n');
}

function folders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((e) => e.isDirectory() && existsSync(join(folder, e.name, 'format.ts')))
    .map((e) => `${e.name}/format.ts`)
    .toSorted();
}

/** Files whose name says that they define one: anything but the type's own file and helpers in sub-folders. */
function definitions(typeFile: string, marker: RegExp): (folder: string) => string[] {
  return (folder) =>
    readdirSync(folder)
      .filter((f) => f.endsWith('.ts') && f !== typeFile && marker.test(readFileSync(join(folder, f), 'utf8')))
      .toSorted();
}

function writeRegistries(): void {
  const kinds = [
    { folder: 'formats', name: 'format', type: 'Format', from: '../formats/format.ts', files: folders },
    {
      folder: 'extract',
      name: 'extractor',
      type: 'Extractor',
      from: '../extract/extractor.ts',
      files: definitions('extractor.ts', /^export const extractor\b/m),
    },
    {
      folder: 'checks',
      name: 'check',
      type: 'Check',
      from: '../checks/check.ts',
      files: definitions('check.ts', /^export const check\b/m),
    },
  ];
  for (const kind of kinds) writeIfChanged(join(root, 'main/core/generated', `${kind.name}s.ts`), registry(kind));
}

/** `. "…/lib/collection.bash" # include`: a collector shares what all of its language do, and leaves as one file. */
const include = /^.*?lib\/([\w.-]+)".*# include$/gm;

/** Scripts that leave the application, each as one file. */
function compileScripts(name: 'collectors' | 'powershell'): void {
  const folder = join(root, 'assets', name);
  for (const file of readdirSync(folder, { withFileTypes: true }).filter((f) => f.isFile())) {
    const text = readFileSync(join(folder, file.name), 'utf8').replaceAll(/^# shellcheck source-path.*\n/gm, '');
    const whole = text.replaceAll(include, (_line, part: string) => readFileSync(join(folder, 'lib', part), 'utf8').trimEnd());
    writeIfChanged(join(root, 'dist/assets', name, file.name), whole);
  }
}

function compile(): void {
  writeRegistries();
  const signatures = readAll('signatures', SignatureFile);
  const knowledge: Knowledge = {
    causes: readAll('causes', CauseFile),
    checks: readAll('checks', CheckFile),
    evidence: readAll('evidence', EvidenceFile),
    signatures: signatures.map(({ samples: _samples, ...rest }) => rest),
    tables: readTables(),
  };
  Knowledge.parse(knowledge);
  const words = { ...knowledgeWords(knowledge), ...messageWords() };
  const keys = Object.keys(words).toSorted();
  const catalogue = (language: 'en' | 'ja') => Object.fromEntries(keys.map((key) => [key, words[key]![language]]));
  writeIfChanged(join(root, 'dist/assets/knowledge.json'), JSON.stringify(knowledge));
  writeIfChanged(join(root, 'dist/assets/messages.json'), JSON.stringify({ en: catalogue('en'), ja: catalogue('ja') }));
  writeIfChanged(join(root, 'dist/assets/codes.json'), JSON.stringify(codeTable(knowledge)));
  compileScripts('collectors');
  compileScripts('powershell');
  cpSync(join(root, 'assets/samples'), join(root, 'dist/assets/samples'), { recursive: true });
  compileFonts(join(root, 'dist/public/fonts'));
}

try {
  compile();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
