import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchSignature } from '#core/extract/signature-match.ts';
import type { Parsed } from '#core/formats/format.ts';
import { format } from '#core/formats/windows-eventlog-list/format.ts';
import { createParseInput, createSample } from '#core/text/text.ts';
import type { SignatureFile } from '#core/knowledge/knowledge.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { corpusDir, corpusNote, hasCorpus } from '../helpers/corpus.ts';
import { readSignatures } from './read-knowledge.ts';

const signatures = readSignatures();

/** Events of a text, read by the parser that reads them in a case; throws for anything that it does not take. */
function eventsOf(text: string): readonly WindowsEventData[] {
  const bytes = new TextEncoder().encode(text);
  const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  expect(format.detect(createSample('events.txt', source, 'utf-8'))).toBeGreaterThan(0.5);
  return [...format.parse(createParseInput('events.txt', 'utf-8', source))].filter(isUnit).map((parsed) => {
    if (parsed.type !== 'record' || parsed.record.data.kind !== 'windows-event')
      throw new Error(`not read as an event: ${text.slice(0, 80)}`);
    return parsed.record.data;
  });
}

/** That a single event may leave day and month open is no part of it. */
function isUnit(parsed: Parsed): boolean {
  return parsed.type === 'record' || parsed.reason.key !== 'reject.date-order-open';
}

function matched(text: string): string | null {
  const events = eventsOf(text);
  expect(events).toHaveLength(1);
  return matchSignature(signatures, events[0]!)?.id ?? null;
}

type Case = readonly [string, SignatureFile, string];
const samples = (kind: keyof SignatureFile['samples']): readonly Case[] =>
  signatures.flatMap((s) => s.samples[kind].map((sample): Case => [`${s.id}: ${sample.name}`, s, sample.text]));

describe('samples through all signatures', () => {
  it.each(samples('positive'))('%s is matched by its own signature', (_, signature, text) => expect(matched(text)).toBe(signature.id));
  it.each(samples('negative'))('%s is not matched by it', (_, signature, text) => expect(matched(text)).not.toBe(signature.id));
  it.each(samples('nearMiss'))('%s, a near miss, is not matched by it', (_, signature, text) =>
    expect(matched(text)).not.toBe(signature.id),
  );

  it('use the format that the test reads', () => {
    const formats = signatures.flatMap((s) => Object.values(s.samples).flatMap((kind) => kind.map((sample) => sample.format)));
    expect(new Set(formats)).toEqual(new Set([format.id]));
  });
});

describe.skipIf(!hasCorpus)(`events that others recorded${corpusNote}`, () => {
  it.each([
    ['rras_20111_no_response.formatlist.txt', 'dial-no-answer'],
    ['rasclient_20227_809.formatlist.txt', 'dial-no-answer'],
    ['rras_20111_psk_mismatch.formatlist.txt', 'dial-authentication'],
  ])('%s is %s', (file, expected) => expect(matched(readFileSync(join(corpusDir, 'events-text', file), 'utf8'))).toBe(expected));
});

describe('events of a day without a fault', () => {
  it.each(['20221', '20222', '20223', '20224'])('RasClient %s, a step of an attempt, stays silent', (id) => {
    const event: WindowsEventData = {
      kind: 'windows-event',
      provider: 'RasClient',
      eventId: Number(id),
      log: null,
      computer: null,
      strings: [],
      dataBytes: [],
      code: null,
      interfaceName: 'AzureGateway',
      user: 'SYSTEM',
      correlationId: null,
    };
    expect(matchSignature(signatures, event)).toBeNull();
  });

  it.each([20084, 20088, 20126, 20159, 20192, 20249, 20272, 20275])('RemoteAccess %i stays silent', (eventId) => {
    const event: WindowsEventData = {
      kind: 'windows-event',
      provider: 'RemoteAccess',
      eventId,
      log: null,
      computer: null,
      strings: [],
      dataBytes: [],
      code: null,
      interfaceName: null,
      user: null,
      correlationId: null,
    };
    expect(matchSignature(signatures, event)).toBeNull();
  });
});
