import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { defaultAzureSettings } from '#shared/model/azure.ts';
import { Settings } from '#shared/model/settings.ts';
import { explainFileError } from '../file-errors.ts';
import { systemLanguage } from '../system-language.ts';

export function defaultSettings(): Settings {
  return { language: systemLanguage(), theme: 'system', timeZone: 'utc', azure: defaultAzureSettings };
}

/** Settings as they were saved; those missing, unknown or damaged get their default. */
export function readSettings(file: string): Settings {
  const defaults = defaultSettings();
  const saved = readJson(file);
  if (typeof saved !== 'object' || saved === null) return defaults;
  const whole = Settings.safeParse({ ...defaults, ...saved });
  if (whole.success) return whole.data;
  const valid = Object.entries(Settings.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(Reflect.get(saved, name));
    return value.success ? [[name, value.data] as const] : [];
  });
  return Settings.parse({ ...defaults, ...Object.fromEntries(valid) });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Saves the settings whole or not at all. Errors: `file-no-permission`, `disk-full`. */
export function writeSettings(file: string, settings: Settings): void {
  try {
    writeFileSync(`${file}.part`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw explainFileError(error, file);
  }
}
