import { join } from 'node:path';

/**
 * Where things stand, whether the program runs from source (main/host/paths.ts) or bundled (dist/main/…): both lie two
 * folders below the root, and the packaged application keeps that shape.
 */
const root = join(import.meta.dirname, '../..');
const fromSource = import.meta.filename.endsWith('.ts');

export const paths = {
  assets: join(root, 'dist/assets'),
  samples: join(root, 'dist/assets/samples'),
  renderer: join(root, 'dist/renderer'),
  packageJson: join(root, 'package.json'),
  worker: fromSource ? join(root, 'main/worker/entry.ts') : join(import.meta.dirname, 'worker.js'),
} as const;
