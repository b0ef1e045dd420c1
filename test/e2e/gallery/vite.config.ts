import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the gallery page: the renderer as it is, over the fake shell. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../../dist/gallery', emptyOutDir: true, modulePreload: false, target: 'chrome130', minify: false },
});
