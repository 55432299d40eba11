// Bundles the built command line and server into dist/: Node then reads some twenty files at a start, not 2 600, which takes
// half of the time. Without the bundle (`npm run dev`) bin/ starts the same modules one by one.
import { rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = fileURLToPath(new URL('../dist', import.meta.url));

/** Packages that stay outside: compiled libraries, and those that look for files beside their own. */
const OUTSIDE = [
  '@duckdb/node-bindings',
  '@myriaddreamin/typst-ts-node-compiler',
  '@node-rs/argon2',
  'highs',
  'libsql',
  'pg',
  'swagger-ui-dist',
];

/** A module finds files by its own place (`etl/models`, `data/programmes`): in the bundle too, wherever the checkout lies. */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (id.startsWith('\0') || id.includes('node_modules') || !code.includes('import.meta.url')) return null;
    const place = JSON.stringify(relative(out, id));
    return { code: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`), map: null };
  },
};

rmSync(out, { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    'skill-ledger': `${root}etl/dist/cli/main.js`,
    server: `${root}apps/api/dist/main.js`,
  },
  platform: 'node',
  external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [keepPlaces],
  onLog(level, log, handle) {
    // Nest and Fastify ask for packages that may be there; they do without.
    if (log.code === 'UNRESOLVED_IMPORT' && /node_modules/.test(log.id ?? log.message)) return;
    handle(level, log);
  },
});
await bundle.write({
  dir: out,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
});
await bundle.close();
