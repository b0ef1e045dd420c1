import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { CauseFile, CheckFile, EvidenceFile, SignatureFile, Tables } from '#core/knowledge/knowledge.ts';

export const knowledgeDir = join(import.meta.dirname, '../../assets/knowledge');
export const messagesDir = join(import.meta.dirname, '../../assets/messages');

/** Parsed but unchecked content of a YAML file, with the name that its id must equal. */
export type RawFile = { readonly path: string; readonly name: string; readonly value: unknown };

export function yamlFiles(folder: string): readonly RawFile[] {
  const root = join(knowledgeDir, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => ({
      path: `${folder}/${file}`,
      name: basename(file, '.yaml'),
      value: parse(readFileSync(join(root, file), 'utf8')) as unknown,
    }));
}

function readAll<T extends z.ZodType>(folder: string, schema: T): readonly z.output<T>[] {
  return yamlFiles(folder).map((file) => schema.parse(file.value));
}

export const readCauses = (): readonly CauseFile[] => readAll('causes', CauseFile);
export const readChecks = (): readonly CheckFile[] => readAll('checks', CheckFile);
export const readEvidence = (): readonly EvidenceFile[] => readAll('evidence', EvidenceFile);
export const readSignatures = (): readonly SignatureFile[] => readAll('signatures', SignatureFile);

/** `error-codes.yaml` → `errorCodes`. */
export function tableKey(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function readTables(): Tables {
  return Tables.parse(Object.fromEntries(yamlFiles('tables').map((file) => [tableKey(file.name), file.value])));
}
