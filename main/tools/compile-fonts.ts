import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const weights = ['400', '700'];
const sheetName = 'fonts.css';

/** The style sheet of one weight without its older file format, which no browser here needs. */
function sheetOf(folder: string, weight: string): string {
  return readFileSync(join(folder, `${weight}.css`), 'utf8').replace(/, url\([^)]+\.woff\) format\('woff'\)/g, '');
}

/**
 * Copies Noto Sans JP in the two weights of a report to `target`, with `fonts.css`: the sliced files, because they end up as
 * real subset fonts in a PDF, and all slices, because the Japanese one alone lacks characters that names need (髙, ①).
 */
export function compileFonts(target: string): void {
  const folder = dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-jp/package.json')));
  const sheet = weights.map((weight) => sheetOf(folder, weight)).join('\n');
  const sheetFile = join(target, sheetName);
  if (existsSync(sheetFile) && readFileSync(sheetFile, 'utf8') === sheet) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'files'), { recursive: true });
  for (const [, file] of sheet.matchAll(/url\(\.\/(files\/[\w[\]-]+\.woff2)\)/g)) copyFileSync(join(folder, file!), join(target, file!));
  copyFileSync(join(folder, 'LICENSE'), join(target, 'LICENSE'));
  // Last, because its presence says that everything is there.
  writeFileSync(sheetFile, sheet);
}
