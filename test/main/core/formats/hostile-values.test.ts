import { describe, expect, it } from 'vitest';
import { safePath } from '#core/bundle/safe-path.ts';
import { formats } from '#core/generated/formats.ts';
import { createParseInput, createSample } from '#core/text/text.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { hangMs } from '../../../helpers/hang.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const namespace = 'http://schemas.microsoft.com/powershell/2004/04';
const cliEvent = (inTag: string) =>
  `<Objs Version="1.1.0.1" xmlns="${namespace}"><Obj RefId="0"><Props><I32 N="Id">20227</I32><S N="ProviderName"${inTag}>RasClient</S></Props></Obj></Objs>`;

const blanks = ' '.repeat(3900);
const copiedEvent = `Log Name:      System\nSource:        x${blanks}y\nDate:          18.11.2026 14:02:11\nEvent ID:      20227\nTask Category: None\nLevel:         Error${blanks}y\nKeywords:      Classic\n`;

/** One absurd line of a megabyte or less in each, at the place where a search once began anew at every character of it. */
const files: readonly (readonly [format: string, what: string, text: string])[] = [
  [
    'azure-json',
    'an id of many providers',
    `{"id":"${'/providers/a'.repeat(40_000)}\\n\\n","name":"cn","connectionType":"IPsec","routingWeight":1}`,
  ],
  ['azure-cli-yaml', 'names within names on one line', `id: /subscriptions/s\nname: ${'1: '.repeat(60_000)}\n`],
  [
    'linux-packet-filter',
    'blanks in a rule',
    `table inet filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\ttype${' '.repeat(400_000)}x\n\t}\n}\n`,
  ],
  [
    'test-netconnection',
    'a long number',
    `ComputerName     : 10.20${'0'.repeat(600_000)}\nRemoteAddress    : 10.20.1.4\nRemotePort       : 443\nInterfaceAlias   : eth0\nSourceAddress    : 10.0.0.1\nPingSucceeded    : False\nTcpTestSucceeded : False\n`,
  ],
  ['windows-event-clixml', 'a long attribute without a value', cliEvent(` ${'a:'.repeat(200_000)}`)],
  ['windows-event-clixml', 'tags that begin and go on for lines', cliEvent(`<Obj${'\n'.repeat(60_000)}`.repeat(24))],
  ['windows-event-text', 'blanks within values', copiedEvent.repeat(400)],
  [
    'windows-routes',
    'a column of brackets',
    `"DestinationPrefix","NextHop","RouteMetric","InterfaceAlias","${'('.repeat(400_000)}"\n"0.0.0.0/0","10.0.0.1","1","eth0","x"\n`,
  ],
];

describe('a value made to take long', () => {
  it.each(files)('%s: %s', { timeout: hangMs }, (id, _what, text) => {
    const bytes = Buffer.from(text);
    const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
    const format = formats.find((f) => f.id === id)!;
    expect(format.detect(createSample('file', source, 'utf-8'))).toBeGreaterThanOrEqual(0);
    expect([...format.parse(createParseInput('file', 'utf-8', source))].length).toBeGreaterThan(0);
    expect(factsOfText('file', bytes, knowledge).source.path).toBe('file');
  });

  it('names of dots in an archive', { timeout: hangMs }, () => {
    for (let i = 0; i < 200; i += 1) expect(safePath(`${'.'.repeat(990)}\u2028`).ok).toBe(true);
    for (const name of ['con', 'CON.txt', 'nul .log', 'aux:x', 'com1. . .']) expect(safePath(`a/${name}`).ok).toBe(false);
    for (const name of ['console.txt', 'a.con', 'nul-1.log']) expect(safePath(`a/${name}`).ok).toBe(true);
  });
});
