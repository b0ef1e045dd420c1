import { join } from 'node:path';

/** Lets the programs that tests start, the same ones again and again, find what Node stripped and compiled for the one before. */
export function keepCompiled(): void {
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../../node_modules/.cache/compiled');
}
