import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

function path(fromRoot: string): string {
  return fileURLToPath(new URL(`../../${fromRoot}`, import.meta.url));
}

/** The work of the benchmarks in the shape in which it is shipped: bundled, two folders below the root, the worker beside it. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    copyPublicDir: false,
    outDir: path('dist/bench'),
    emptyOutDir: true,
    target: 'node22',
    rolldownOptions: {
      input: { 'evtx-work': path('test/bench/evtx-work.ts'), worker: path('main/worker/entry.ts') },
      external: [...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
