import { describe, expect, it } from 'vitest';
import { readArguments, systemLanguage } from '../../../main/cli/arguments.ts';

const english = { LANG: 'en_US.UTF-8' };

describe('the words after tunnel-triage', () => {
  it.each([
    { words: [], command: 'help' },
    { words: ['--help'], command: 'help' },
    { words: ['help'], command: 'help' },
    { words: ['diagnose', '-h'], command: 'help' },
    { words: ['--version'], command: 'version' },
    { words: ['serve'], command: 'serve' },
  ])('$words: $command', ({ words, command }) => {
    expect(readArguments(words, english)).toEqual({ command, language: 'en' });
  });

  it('diagnose takes bundles and options in any order', () => {
    expect(readArguments(['diagnose', '--json', 'a.zip', '--lang', 'ja', '--report', 'out.PDF', '--case', 'x.ttcase'], english)).toEqual({
      command: 'diagnose',
      bundles: ['a.zip'],
      json: true,
      report: { path: 'out.PDF', format: 'pdf' },
      caseFile: 'x.ttcase',
      language: 'ja',
    });
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
