import react from '@vitejs/plugin-react';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

function path(fromRoot: string): string {
  return fileURLToPath(new URL(`../${fromRoot}`, import.meta.url));
}

const nodeModules = ['electron', ...builtinModules, /^node:/];

/**
 * Three builds: the page (`client`), everything that runs on Node (`main`) and the preload, which the sandbox wants as one
 * CommonJS file. All packages are bundled, so that the packaged application holds no node_modules; only SQLite's native part
 * stays a file of its own (`main/host/native-binding.ts`).
 */
export default defineConfig({
  root: path('renderer'),
  // The fonts, written there by compile-assets: the window uses them where the system has no Japanese font, reports embed them.
  publicDir: path('dist/public'),
  base: './',
  plugins: [react()],
  environments: {
    client: {
      build: {
        outDir: path('dist/renderer'),
        emptyOutDir: true,
        modulePreload: false,
        target: 'chrome130',
        chunkSizeWarningLimit: 4_000,
        // A font or picture inside the style sheet would be a data address, which the page's policy does not allow for fonts.
        assetsInlineLimit: 0,
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        ssr: true,
        copyPublicDir: false,
        outDir: path('dist/main'),
        emptyOutDir: true,
        target: 'node22',
        rolldownOptions: {
          input: {
            electron: path('main/shell-electron/main.ts'),
            browser: path('main/shell-browser/main.ts'),
            cli: path('main/cli/main.ts'),
            worker: path('main/worker/entry.ts'),
          },
          external: nodeModules,
          // Chunks stay beside the entries: code finds its files from its own folder (main/host/paths.ts).
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        ssr: true,
        copyPublicDir: false,
        outDir: path('dist/preload'),
        emptyOutDir: true,
        rolldownOptions: {
          input: { preload: path('main/shell-electron/preload.ts') },
          external: nodeModules,
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['client', 'main', 'preload']) await builder.build(builder.environments[name]!);
    },
  },
});
