import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../renderer/features/evidence/address.ts';
import { hexCode } from '../../../renderer/features/evidence/code-text.ts';
import { gridTemplate, leastRowWidth } from '../../../renderer/features/evidence/columns.ts';
import { eventWords } from '../../../renderer/features/evidence/event-words.ts';
import { fieldText, orderedFields } from '../../../renderer/features/evidence/field-text.ts';
import { stretches } from '../../../renderer/features/evidence/match.ts';
import { fromField, toField } from '../../../renderer/features/evidence/time-input.ts';
import { catalogues } from '../../../renderer/i18n/catalogues.ts';
import { createText } from '../../../renderer/i18n/text.ts';
import { parameterText } from '#core/formats/windows-event/security-parameters.ts';

describe('what the filter marks in a text', () => {
  const mark = (text: string, wanted: string, mode: 'text' | 'regex' = 'text', matchCase = false): string =>
    stretches(text, { text: wanted, mode, matchCase })
      .map((s) => (s.hit ? `[${s.text}]` : s.text))
      .join('');

  it.each([
    ['plain text, any case', mark('Dial failed, DIAL again', 'dial'), '[Dial] failed, [DIAL] again'],
    ['signs that mean something in expressions', mark('a.b axb', 'a.b'), '[a.b] axb'],
    ['an expression', mark('code 809 or 13801', String.raw`\d+`, 'regex'), 'code [809] or [13801]'],
    ['the case when it is asked for', mark('Dial dial', 'dial', 'text', true), 'Dial [dial]'],
    ['nothing for an expression that is not valid', mark('a(b', '(', 'regex'), 'a(b'],
    ['nothing for an expression that matches emptiness', mark('abc', 'x*', 'regex'), 'abc'],
    ['the ends of lines', mark('one\ntwo', 'e$', 'regex'), 'on[e]\ntwo'],
    ['Japanese', mark('接続に失敗しました', '失敗'), '接続に[失敗]しました'],
  ])('%s', (_, marked, expected) => {
    expect(marked).toBe(expected);
  });
});

describe('times in fields', () => {
  const utc = (): number => 0;
  const tokyo = (): number => 540;
  /** Clocks went back from +02:00 to +01:00 at 2026-10-25 01:00 UTC. */
  const berlin = (ms: number): number => (ms < Date.parse('2026-10-25T01:00:00Z') ? 120 : 60);

  it.each([
    ['UTC', utc, '2026-11-18T14:02:11'],
    ['Tokyo', tokyo, '2026-11-18T23:02:11'],
    ['Berlin in winter', berlin, '2026-11-18T15:02:11'],
  ])('are written and read in %s', (_, offsetAt, field) => {
    const ms = Date.parse('2026-11-18T14:02:11Z');
    expect(toField(ms, offsetAt)).toBe(field);
    expect(fromField(field, offsetAt)).toBe(ms);
  });

  it('are read right shortly before the clocks change', () => {
    expect(fromField('2026-10-25T01:30:00', berlin)).toBe(Date.parse('2026-10-24T23:30:00Z'));
  });

  it('are nothing when empty', () => {
    expect(fromField('', utc)).toBeNull();
    expect(toField(null, utc)).toBe('');
  });
});

describe('addresses', () => {
  it.each([
    ['a record', { source: 's', seq: '12' }, { kind: 'record', place: { sourceId: 's', seq: 12 } }],
    ['a number that is none', { source: 's', seq: '-1' }, { kind: 'none' }],
    ['a text', { text: '809' }, { kind: 'text', text: '809' }],
    ['one source', { only: 's' }, { kind: 'source', id: 's' }],
    ['nothing', {}, { kind: 'none' }],
  ])('%s', (_, query, expected) => {
    expect(addressOf({ source: undefined, seq: undefined, text: undefined, only: undefined, ...query })).toEqual(expected);
  });
});

describe('codes', () => {
  it.each([
    [809, '0x329'],
    [-2146762487, '0x800B0109'],
  ])('%i is %s', (code, hex) => {
    expect(hexCode(code)).toBe(hex);
  });
});

describe('columns', () => {
  it('fit the smallest window without scrolling sideways', () => {
    expect(leastRowWidth({}, 708)).toBeLessThanOrEqual(708);
  });

  it('leave the rest to what happened, or to the last column once that has a width of its own', () => {
    expect(gridTemplate({}, 1200)).toContain('minmax(140px, 1fr)');
    expect(gridTemplate({ what: 400 }, 1200)).toMatch(/400px \d+px minmax\(\d+px, 1fr\)$/);
  });
});

const [en, ja] = [createText(catalogues, 'en'), createText(catalogues, 'ja')];
const shown = (t: typeof en, name: string, value: string, provider = 'RemoteAccess'): string => fieldText(t, { name, value }, provider);

describe('fields of an event', () => {
  it.each([
    ['a text in UTF-16', 'dataBytes', '100, 0, 102, 0, 115, 0, 47, 0, 52, 0, 0, 0', '“dfs/4” (64 00 66 00 73 00 2F 00 34 00 00 00)'],
    ['a number of four bytes', 'dataBytes', '41, 3, 0, 0', '809 (29 03 00 00)'],
    ['the highest number', 'dataBytes', '255, 255, 255, 255', '4294967295 (FF FF FF FF)'],
    ['bytes that are neither', 'dataBytes', '1, 0, 2, 0, 3, 0', '01 00 02 00 03 00'],
    ['what is no list of bytes', 'dataBytes', 'AB12, 300', 'AB12, 300'],
    ['an account of the system', 'user', 'S-1-5-18', 'Local System (S-1-5-18)'],
    ['another account', 'user', String.raw`CONTOSO\admin`, String.raw`CONTOSO\admin`],
    ['an end with its port', 'local', '{\n  "address": "10.20.255.4",\n  "port": 500\n}', '10.20.255.4:500'],
    ['an end of IPv6', 'remote', '{\n  "address": "2001:db8::1",\n  "port": 4500\n}', '[2001:db8::1]:4500'],
    ['an end without port', 'remote', '{\n  "address": "10.20.255.4",\n  "port": null\n}', '10.20.255.4'],
    ['other data as it is', 'chosen', '{\n  "address": "x",\n  "dhGroup": 2\n}', '{\n  "address": "x",\n  "dhGroup": 2\n}'],
    ['a yes', 'isResponse', 'true', 'yes'],
    ['a word that is no yes', 'isResponse', 'maybe', 'maybe'],
    ['a known event', 'eventId', '20111', '20111 · Demand-dial (site-to-site) connection attempt failed'],
    ['an unknown event', 'eventId', '1', '1'],
  ])('show %s as what it is', (_, name, value, expected) => {
    expect(shown(en, name, value)).toBe(expected);
  });

  it('name the interface and the event first, keep the data in order, and leave out what stands elsewhere', () => {
    const fields = ['provider', 'eventId', 'userId', 'dataBytes', 'param1', 'param2', 'code', 'keywords', 'user', 'interfaceName'].map(
      (name) => ({ name, value: { dataBytes: '', code: '809', user: 'S-1-5-18', userId: 'S-1-5-18' }[name] ?? 'x' }),
    );
    const order = orderedFields({ kind: 'windows-event', code: 809, fields }).map((field) => field.name);
    expect(order).toEqual(['interfaceName', 'user', 'provider', 'eventId', 'param1', 'param2', 'keywords']);
  });
});

describe('numbers of events', () => {
  it('mean what their providers say, under either name of a provider', () => {
    for (const provider of ['RemoteAccess', 'Microsoft-Windows-RemoteAccess'])
      expect(eventWords(en, [provider])(20111)).toBe('20111 · Demand-dial (site-to-site) connection attempt failed');
  });

  it.each([
    ['of a provider that is not there', 20111, ['VSS']],
    ['that Windows uses for a word', 8194, ['VSS']],
    ['that nobody knows', 1, ['RemoteAccess']],
  ])('%s have no words', (_, id, providers) => {
    expect(eventWords(en, providers)(id)).toBe(String(id));
  });
});

it('an empty value of a parser is no field, one of an event is', () => {
  const fields = [
    { name: 'notifies', value: '' },
    { name: 'step', value: 'failed' },
  ];
  const names = (kind: string) => orderedFields({ kind, code: null, fields }).map((field) => field.name);
  expect(names('ike-event')).toEqual(['step']);
  expect(names('windows-event')).toEqual(['notifies', 'step']);
});

describe('words of Windows that events name by number', () => {
  it('are shown as words in the language of the reader, with their number', () => {
    expect(shown(en, 'Role', '%%8205')).toBe('Initiator (%%8205)');
    expect(shown(ja, 'Role', '%%8205')).toBe('イニシエーター (%%8205)');
    expect(shown(en, 'Direction', '%%14592')).toBe('Inbound (%%14592)');
  });

  it.each(['%%1', '8205', 'x %%8205', ''])('stay as they are when they are not known: %s', (value) => {
    expect(shown(en, 'Role', value)).toBe(value);
  });

  it('are those that the reader of events knows', () => {
    for (let number = 8192; number <= 8248; number += 1)
      expect(en(`event.parameter.${number}`), String(number)).toBe(parameterText(`%%${number}`));
  });
});
