import { ExpectedError, type ErrorCode } from '#shared/api/result.ts';
import { isJsonRecord } from '../formats/shared/json-objects.ts';
import { decodeText, detectEncoding } from '../text/text.ts';
import type { ProcessResult } from './ports.ts';

/** What a shipped script writes: one line of ASCII JSON, whatever the code page of the console. */
type Answer = { readonly text: string; readonly computer: string; readonly fault: string | null; readonly detail: string };

const mark = '{"schema":"tunnel-triage/powershell@1"';

function isAnswer(value: unknown): value is Answer {
  if (!isJsonRecord(value)) return false;
  const { text, computer, fault, detail } = value;
  return [text, computer, detail].every((v) => typeof v === 'string') && (fault === null || typeof fault === 'string');
}

/** The answer in what was written; a profile or a module may have written before it. Null when there is none. */
function readAnswer(stdout: Uint8Array): Answer | null {
  const text = Buffer.from(stdout).toString('utf8');
  const at = text.lastIndexOf(mark);
  if (at < 0) return null;
  const end = text.indexOf('\n', at);
  try {
    const value: unknown = JSON.parse(text.slice(at, end < 0 ? undefined : end).trim());
    return isAnswer(value) ? value : null;
  } catch {
    return null;
  }
}

const faults: Readonly<Record<string, ErrorCode>> = {
  'module-missing': 'powershell-module-missing',
  'no-permission': 'powershell-access-denied',
  'not-windows': 'powershell-not-windows',
  unreachable: 'powershell-unreachable',
  empty: 'powershell-empty',
};

const endings: Readonly<Record<Exclude<ProcessResult['ended'], 'exited'>, ErrorCode>> = {
  'timed-out': 'powershell-timed-out',
  'too-much-output': 'powershell-too-much',
  cancelled: 'cancelled',
  'not-started': 'powershell-not-started',
};

/**
 * A refusal by the execution policy comes before the script, in the language and code page of the system: it names the help page
 * about_Execution_Policies and the type of its error, which are not translated.
 */
const policyWords = /about_Execution_Policies|PSSecurityException|LinkID=135170/;

function firstLine(bytes: Uint8Array): string {
  const encoding = detectEncoding(bytes);
  const text = encoding === 'binary' ? '' : decodeText(bytes, encoding);
  return (text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').trim().slice(0, 300);
}

function saidBy(bytes: Uint8Array): string {
  const encoding = detectEncoding(bytes);
  return encoding === 'binary' ? Buffer.from(bytes).toString('latin1') : decodeText(bytes, encoding);
}

/** The text that a script brought, and of which computer. Throws ExpectedError with what went wrong and the way that is left. */
export function answerOf(result: ProcessResult): { readonly text: string; readonly computer: string } {
  if (result.ended !== 'exited') throw new ExpectedError(endings[result.ended]);
  const answer = readAnswer(result.stdout);
  if (answer === null) {
    const isPolicy = policyWords.test(saidBy(result.stderr).replaceAll(/\s+/g, ''));
    throw new ExpectedError(isPolicy ? 'powershell-policy' : 'powershell-failed', { detail: firstLine(result.stderr) });
  }
  if (answer.fault !== null) {
    const { computer, detail } = answer;
    throw new ExpectedError(faults[answer.fault] ?? 'powershell-failed', { computer, detail: detail.slice(0, 300) });
  }
  return { text: answer.text, computer: answer.computer };
}
