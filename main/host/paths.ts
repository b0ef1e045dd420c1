import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where things stand, whether the program runs from source (main/host/paths.ts) or bundled (dist/main/…): both lie two
 * folders below the root, and the packaged application keeps that shape.
 */
const root = join(import.meta.dirname, '../..');
const fromSource = import.meta.filename.endsWith('.ts');

/** Beside the window's page once it is built; the build takes it from the other place, which is all that a checkout has before. */
const fontSheet = ['dist/renderer/fonts/fonts.css', 'dist/public/fonts/fonts.css']
  .map((file) => join(root, file))
  .find((file) => existsSync(file));

export const paths = {
  assets: join(root, 'dist/assets'),
  samples: join(root, 'dist/assets/samples'),
  collectors: join(root, 'dist/assets/collectors'),
  powershell: join(root, 'dist/assets/powershell'),
  renderer: join(root, 'dist/renderer'),
  packageJson: join(root, 'package.json'),
  worker: fromSource ? join(root, 'main/worker/entry.ts') : join(import.meta.dirname, 'worker.js'),
  /** Style sheet of the fonts that reports embed; null before the build copied them. */
  fontSheet: fontSheet === undefined ? null : pathToFileURL(fontSheet).href,
} as const;
