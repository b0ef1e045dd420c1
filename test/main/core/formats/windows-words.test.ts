import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isWorded } from '#core/formats/windows-event/event-layouts.ts';
import { format as events } from '#core/formats/windows-eventlog-list/format.ts';
import { samples as eventSamples } from '#core/formats/windows-eventlog-list/samples.ts';
import { format as perf } from '#core/formats/perf-csv/format.ts';
import { samples as perfSamples } from '#core/formats/perf-csv/samples.ts';
import { format as psping } from '#core/formats/psping/format.ts';
import { samples as firewall } from '#core/formats/windows-firewall/samples.ts';
import { samples as ping } from '#core/formats/ping/samples.ts';
import { samples as pspingSamples } from '#core/formats/psping/samples.ts';
import { samples as routes } from '#core/formats/windows-routes/samples.ts';
import { samples as rras } from '#core/formats/rras-config/samples.ts';
import { samples as tnc } from '#core/formats/test-netconnection/samples.ts';
import { samples as trace } from '#core/formats/traceroute/samples.ts';
import { readText } from './parse-text.ts';

const root = join(import.meta.dirname, '../../../..');
const words: Record<string, { en: string; ja: string }> = JSON.parse(
  readFileSync(join(root, 'assets/messages/formats-windows.json'), 'utf8'),
);
const eventIds = join(root, 'assets/knowledge/tables/event-ids.yaml');

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)/g)].map((m) => m[1]!).filter((name) => name !== 'one' && name !== 'other');
}

describe('every sentence about a record', () => {
  const read = [
    ...eventSamples.map((s) => readText(events, s.text)),
    ...perfSamples.map((s) => readText(perf, s.text)),
    ...[firewall, ping, pspingSamples, routes, rras, tnc, trace].flat().map((s) => readText(psping, s.text)),
  ];
  it('has words in both languages and gets the values it names', () => {
    for (const record of read.flatMap((r) => r.records)) {
      const what = record.what!;
      const text = words[what.key];
      if (what.key.startsWith('event.')) continue;
      expect(text, what.key).toBeDefined();
      expect(Object.keys(what.params).toSorted(), what.key).toEqual([...new Set(placeholders(text!.en))].toSorted());
    }
  });

  it('names the same values in English and Japanese', () => {
    for (const [key, text] of Object.entries(words)) {
      const [en, ja] = [text.en, text.ja].map((t) => [...new Set(placeholders(t))].toSorted());
      expect(ja, key).toEqual(en);
    }
  });
});

it.skipIf(!existsSync(eventIds))('events that the knowledge base words, and only those, are shown with its words', () => {
  const rows: { provider: string; id: number }[] = parse(readFileSync(eventIds, 'utf8')).rows;
  const known = new Set(rows.map((row) => `${row.provider} ${row.id}`));
  for (const provider of new Set(rows.map((row) => row.provider))) {
    for (let id = 0; id < 65536; id += 1) {
      if (isWorded(provider, id) !== known.has(`${provider} ${id}`)) expect.unreachable(`${provider} ${id}`);
    }
  }
});
