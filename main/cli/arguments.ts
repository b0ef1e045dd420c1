import { parseArgs } from 'node:util';
import type { Language } from '#shared/model/message.ts';
import { ReportFormat } from '#shared/model/report.ts';
import { probeOptions, readProbe, type ProbeArguments } from './probe-arguments.ts';

export type DiagnoseArguments = {
  readonly command: 'diagnose';
  readonly bundles: readonly string[];
  readonly json: boolean;
  readonly report: { readonly path: string; readonly format: ReportFormat } | null;
  readonly caseFile: string | null;
  /** Also read what event logs have given up and not overwritten. */
  readonly carve: boolean;
  readonly language: Language;
};
export type CliArguments =
  | DiagnoseArguments
  | ProbeArguments
  | { readonly command: 'serve'; readonly language: Language; readonly live: boolean }
  | { readonly command: 'help' | 'version'; readonly language: Language }
  /** `problem` is a message key, `subject` what it is about. */
  | { readonly command: 'usage-error'; readonly language: Language; readonly problem: string; readonly subject: string };

const options = {
  ...probeOptions,
  json: { type: 'boolean' },
  carve: { type: 'boolean' },
  report: { type: 'string' },
  case: { type: 'string' },
  lang: { type: 'string' },
  redact: { type: 'boolean' },
  live: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Language of the environment (LC_ALL, LC_MESSAGES, LANG, else the system's): Japanese or English. */
export function systemLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale =
    environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

/** Reads the words after `tunnel-triage`. Never throws: what cannot be read comes back as `usage-error`. */
export function readArguments(words: readonly string[], environment: Readonly<Record<string, string | undefined>>): CliArguments {
  const fallback = systemLanguage(environment);
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    return {
      command: 'usage-error',
      language: fallback,
      problem: 'cli.usage.unknown-option',
      subject: error instanceof Error ? (/'([^']+)'/.exec(error.message)?.[1] ?? '') : '',
    };
  }
  const { values, positionals } = parsed;
  if (values.lang !== undefined && values.lang !== 'en' && values.lang !== 'ja')
    return { command: 'usage-error', language: fallback, problem: 'cli.usage.language', subject: values.lang };
  const language = values.lang ?? fallback;
  const [command, ...rest] = positionals;
  if (values.version) return { command: 'version', language };
  if (values.help || command === undefined || command === 'help') return { command: 'help', language };
  if (command === 'serve') return { command: 'serve', language, live: values.live ?? false };
  if (command === 'probe') {
    const read = readProbe(rest, values, language);
    return 'problem' in read ? { command: 'usage-error', language, ...read } : read;
  }
  if (command !== 'diagnose') return { command: 'usage-error', language, problem: 'cli.usage.unknown-command', subject: command };
  return readDiagnose(rest, values, language);
}

type Values = {
  readonly json?: boolean;
  readonly report?: string;
  readonly case?: string;
  readonly redact?: boolean;
  readonly carve?: boolean;
};

function readDiagnose(bundles: readonly string[], values: Values, language: Language): CliArguments {
  const usage = (problem: string, subject = ''): CliArguments => ({ command: 'usage-error', language, problem, subject });
  if (bundles.length === 0) return usage('cli.usage.no-bundle');
  if (values.redact) return usage('cli.usage.redact-not-available', '--redact');
  if (bundles.length > 1 && (values.report !== undefined || values.case !== undefined)) return usage('cli.usage.one-bundle-for-files');
  let report: DiagnoseArguments['report'] = null;
  if (values.report !== undefined) {
    const format = ReportFormat.safeParse(/\.([a-z]+)$/i.exec(values.report)?.[1]?.toLowerCase());
    if (!format.success) return usage('cli.usage.report-format', values.report);
    report = { path: values.report, format: format.data };
  }
  if (values.case !== undefined && !values.case.toLowerCase().endsWith('.ttcase')) return usage('cli.usage.case-name', values.case);
  return {
    command: 'diagnose',
    bundles,
    json: values.json ?? false,
    report,
    caseFile: values.case ?? null,
    carve: values.carve ?? false,
    language,
  };
}
