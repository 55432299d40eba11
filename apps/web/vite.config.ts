import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import logical from 'postcss-logical';
import { defineConfig } from 'vite';
import { containerFallback } from './container-fallback.ts';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  // React Aria supports thirty languages; the pages use two.
  plugins: [{ ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' }, react()],
  resolve: { conditions: ['@skill-ledger/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  preview: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  // Chromium 86 has only some of the logical properties; both languages run from left to right.
  css: { postcss: { plugins: [containerFallback, logical()] } },
  build: {
    // For scripts and styles; docs/operating.md, "Browsers".
    target: manifest.browserslist.map((browser) => browser.replace(' >= ', '')),
    rolldownOptions: {
      output: {
        // The chart library is loaded after the headline figures: it must not be in the first chunk (spec 6).
        codeSplitting: { groups: [{ name: 'echarts', test: /node_modules[\\/](echarts|zrender)/ }] },
      },
    },
  },
});
