import { describe, expect, it } from 'vitest';
import { readArguments, systemLanguage } from '../../../main/cli/arguments.ts';

const english = { LANG: 'en_US.UTF-8' };

describe('the words after tunnel-triage', () => {
  it.each([
    { words: ['serve'], live: false },
    { words: ['serve', '--live'], live: true },
  ])('$words: live collection $live', ({ words, live }) => {
    expect(readArguments(words, english)).toEqual({ command: 'serve', language: 'en', live });
  });

  it.each([
    { words: [], command: 'help' },
    { words: ['--help'], command: 'help' },
    { words: ['help'], command: 'help' },
    { words: ['diagnose', '-h'], command: 'help' },
    { words: ['--version'], command: 'version' },
  ])('$words: $command', ({ words, command }) => {
    expect(readArguments(words, english)).toEqual({ command, language: 'en' });
  });

  it('serve keeps to itself unless told to be live', () => {
    expect(readArguments(['serve'], english)).toEqual({ command: 'serve', language: 'en', live: false });
    expect(readArguments(['serve', '--live'], english)).toEqual({ command: 'serve', language: 'en', live: true });
  });

  it('diagnose takes bundles and options in any order', () => {
    expect(
      readArguments(['diagnose', '--json', 'a.zip', '--lang', 'ja', '--report', 'out.PDF', '--case', 'x.ttcase', '--carve'], english),
    ).toEqual({
      command: 'diagnose',
      bundles: ['a.zip'],
      json: true,
      report: { path: 'out.PDF', format: 'pdf' },
      caseFile: 'x.ttcase',
      carve: true,
      language: 'ja',
    });
    expect(readArguments(['diagnose', 'a.zip'], english)).toMatchObject({ carve: false, json: false });
  });

  it.each([
    { words: ['diagnose'], problem: 'cli.usage.no-bundle' },
    { words: ['fix', 'it'], problem: 'cli.usage.unknown-command', subject: 'fix' },
    { words: ['diagnose', 'a', '--fast'], problem: 'cli.usage.unknown-option', subject: '--fast' },
    { words: ['diagnose', 'a', '--report', 'out.docx'], problem: 'cli.usage.report-format', subject: 'out.docx' },
    { words: ['diagnose', 'a', '--report', 'out'], problem: 'cli.usage.report-format', subject: 'out' },
    { words: ['diagnose', 'a', '--case', 'out.zip'], problem: 'cli.usage.case-name', subject: 'out.zip' },
    { words: ['diagnose', 'a', 'b', '--report', 'out.pdf'], problem: 'cli.usage.one-bundle-for-files' },
    { words: ['diagnose', 'a', '--lang', 'de'], problem: 'cli.usage.language', subject: 'de' },
    { words: ['diagnose', 'a', '--redact'], problem: 'cli.usage.redact-not-available', subject: '--redact' },
  ])('$words is a usage error: $problem', ({ words, problem, subject = '' }) => {
    expect(readArguments(words, english)).toMatchObject({ command: 'usage-error', problem, subject });
  });

  it.each([
    { environment: { LANG: 'ja_JP.UTF-8' }, language: 'ja' },
    { environment: { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, language: 'en' },
    { environment: { LC_MESSAGES: 'ja_JP' }, language: 'ja' },
  ])('speaks $language with $environment', ({ environment, language }) => {
    expect(systemLanguage(environment)).toBe(language);
  });
});

describe('the words after tunnel-triage probe', () => {
  it('tcp takes several targets, IPv6 in brackets', () => {
    const read = readArguments(
      ['probe', 'tcp', 'app.example.net:443', '[2001:db8::4]:22', '--count', '0', '--interval', '500', '--yes'],
      english,
    );
    expect(read).toMatchObject({ command: 'probe', confirmed: true, json: false, output: null });
    expect(read).toMatchObject({
      requests: [
        { kind: 'tcp', host: 'app.example.net', port: 443, count: 0, intervalMs: 500, warmups: 1, timeoutMs: 5000, family: 'any' },
        { kind: 'tcp', host: '2001:db8::4', port: 22 },
      ],
    });
  });

  it('ike asks both ports, unless one is named; groups once', () => {
    const both = readArguments(['probe', 'ike', '198.51.100.20', '--groups'], english);
    expect(both).toMatchObject({
      confirmed: false,
      requests: [
        { kind: 'ike', port: 500, version: 2, offer: null, groups: true },
        { kind: 'ike', port: 4500, groups: false },
      ],
    });
    const one = readArguments(['probe', 'ike', 'gw', '--port', '4500', '--ike', '1', '--offer', 'AES256/SHA1/2'], english);
    expect(one).toMatchObject({ requests: [{ port: 4500, version: 1, offer: 'AES256/SHA1/2' }] });
  });

  it.each([
    { words: ['probe'], problem: 'cli.probe.usage.kind', subject: '' },
    { words: ['probe', 'smtp', 'a'], problem: 'cli.probe.usage.kind', subject: 'smtp' },
    { words: ['probe', 'constructor', 'a'], problem: 'cli.probe.usage.kind', subject: 'constructor' },
    { words: ['probe', 'tcp'], problem: 'cli.probe.usage.no-target', subject: 'tcp' },
    { words: ['probe', 'tcp', 'host'], problem: 'cli.probe.usage.value', subject: 'port' },
    { words: ['probe', 'tcp', 'host:0'], problem: 'cli.probe.usage.value', subject: 'port' },
    { words: ['probe', 'tcp', '-oProxy:1', '--yes'], problem: 'cli.usage.unknown-option', subject: '-o' },
    { words: ['probe', 'tcp', 'a b:1'], problem: 'cli.probe.usage.value', subject: 'host' },
    { words: ['probe', 'tcp', 'a:1', '--count', '-1'], problem: 'cli.usage.unknown-option' },
    { words: ['probe', 'tcp', 'a:1', '--interval', '1'], problem: 'cli.probe.usage.value', subject: 'intervalMs' },
    { words: ['probe', 'ike', 'gw', '--ike', '3'], problem: 'cli.probe.usage.value', subject: 'version' },
    { words: ['probe', 'ike', 'gw', '--offer', 'ROT13'], problem: 'cli.probe.usage.offer', subject: 'ROT13' },
  ])('$words is a usage error: $problem', ({ words, problem, subject }) => {
    const read = readArguments(words, english);
    expect(read).toMatchObject({ command: 'usage-error', problem, ...(subject === undefined ? {} : { subject }) });
  });
});
