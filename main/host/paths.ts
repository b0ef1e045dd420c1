import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where things stand, whether the program runs from source (main/host/paths.ts) or bundled (dist/main/…): both lie two
 * folders below the root, and the packaged application keeps that shape.
 */
const root = join(import.meta.dirname, '../..');
const fromSource = import.meta.filename.endsWith('.ts');

const fontSheet = join(root, 'dist/assets/fonts/fonts.css');

export const paths = {
  assets: join(root, 'dist/assets'),
  samples: join(root, 'dist/assets/samples'),
  renderer: join(root, 'dist/renderer'),
  packageJson: join(root, 'package.json'),
  worker: fromSource ? join(root, 'main/worker/entry.ts') : join(import.meta.dirname, 'worker.js'),
  /** Style sheet of the fonts that reports embed; null before the build copied them. */
  fontSheet: existsSync(fontSheet) ? pathToFileURL(fontSheet).href : null,
} as const;
