import type { Collector, CollectorParameter } from '#shared/model/collector.ts';
import { quoteBash, quotePowerShell } from './quote.ts';

/** The line of a script that gives a parameter its value: `NAME=''` or `[string]$Name = ''`. */
function linePattern(language: Collector['language'], { variable }: CollectorParameter): RegExp {
  return language === 'bash'
    ? new RegExp(String.raw`^(${variable}=)''`, 'm')
    : new RegExp(String.raw`^(\s*\[string\]\$${variable} = )''`, 'm');
}

/** Writes values into a script as quoted texts, so that no value can be read as anything else. Throws for a parameter that the script lacks. */
export function fillScript(script: string, collector: Collector, values: Readonly<Record<string, string>>): string {
  const quote = collector.language === 'bash' ? quoteBash : quotePowerShell;
  return collector.parameters.reduce((text, parameter) => {
    const pattern = linePattern(collector.language, parameter);
    if (!pattern.test(text)) throw new Error(`${collector.file} has no parameter ${parameter.variable}`);
    return text.replace(pattern, (_line, head: string) => head + quote(values[parameter.id] ?? ''));
  }, script);
}

/** The bytes of a script as its shell reads them: Windows PowerShell 5.1 takes a file without a byte order mark for the ANSI code page. */
export function scriptFile(script: string, language: Collector['language']): string {
  return language === 'bash' ? script : `\uFEFF${script.replaceAll(/\r?\n/g, '\r\n')}`;
}
