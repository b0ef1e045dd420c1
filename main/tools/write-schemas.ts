import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CauseFile, CheckFile, EvidenceFile, SignatureFile, Tables } from '../core/knowledge/knowledge.ts';

/**
 * Writes assets/schemas: the JSON schemas of the knowledge files, so that an editor completes and checks them while
 * they are written. They follow from the zod schemas that the build uses; a test holds the two together.
 */
const kebab = (key: string): string => key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

function jsonSchema(title: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}

/** File name → content. Tables have one schema each, named after the file: `table-error-codes.schema.json`. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const kinds: readonly (readonly [string, string, z.ZodType])[] = [
    ['cause', 'A cause and its remedies', CauseFile],
    ['check', 'A check of the playbook', CheckFile],
    ['evidence', 'A kind of evidence and how to get it', EvidenceFile],
    ['signature', 'What a Windows event means', SignatureFile],
    ...Object.entries(Tables.shape).map(([key, schema]) => [`table-${kebab(key)}`, `Table ${kebab(key)}`, schema] as const),
  ];
  return Object.fromEntries(kinds.map(([name, title, schema]) => [`${name}.schema.json`, jsonSchema(title, schema)]));
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../../assets/schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(schemaFiles())) writeFileSync(join(folder, name), content);
}
