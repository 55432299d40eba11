// Bundles the built command line and server into dist/: Node then reads some twenty files at a start, not 2 600, which takes
// half of the time. bin/ of both uses the bundle unless something was compiled after it (program.mjs).
import { renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const OUT = path('dist');
/** Written beside it and renamed when complete, so that an interrupted build leaves no partial bundle. */
const MAKING = path('dist-making');

/** Packages that are not bundled: compiled libraries, and those that look for files beside their own. */
const OUTSIDE = [
  '@duckdb/node-bindings',
  '@myriaddreamin/typst-ts-node-compiler',
  '@node-rs/argon2',
  '@resvg/resvg-js',
  'highs',
  // Its module wrapper hides its dependencies from the bundler.
  'jsonc-parser',
  'libsql',
  'pg',
  'swagger-ui-dist',
];

/**
 * Packages that refer to their own path, but can be bundled: the log's worker threads and Nest's optional packages are
 * not used, commander and colors mention it in comments.
 */
const WITHOUT_FILES = [
  '@colors/colors',
  '@nestjs/common',
  '@nestjs/mapped-types',
  '@nestjs/swagger',
  'commander',
  'pino',
  'thread-stream',
];
const OWN_PLACE = /\b(__dirname|__filename)\b|import\.meta\.(url|dirname|filename)/;

/** The first module of each program; its bundle is dist/<name>/<name>.mjs. */
const PROGRAMS = { 'skill-ledger': 'etl/dist/cli/main.js', server: 'apps/api/dist/main.js' };

/** Modules find files by their own path (`etl/models`, `data/programmes`); this keeps them working in a bundle in `folder`. */
const keepPlaces = (folder) => ({
  name: 'keep-places',
  transform(code, id) {
    if (id.startsWith('\0') || !OWN_PLACE.test(code)) return null;
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
    if (name === undefined) {
      const place = JSON.stringify(relative(folder, id));
      return {
        code: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        map: null,
      };
    }
    if (WITHOUT_FILES.includes(name)) return null;
    return this.error(
      `${id} uses its own place: name ${name} in OUTSIDE or WITHOUT_FILES of scripts/bundle.mjs`,
    );
  },
});

/** A wrapper for browser module loaders hides its dependencies, which would be missing in the bundle. */
const refuseWrappers = {
  name: 'refuse-wrappers',
  renderChunk(code) {
    const wrapper = /^.*(?:factory|definition)\(__require\b.*$/m.exec(code);
    if (wrapper)
      this.error(`"${wrapper[0].trim()}" in a bundle: name its package in OUTSIDE of scripts/bundle.mjs`);
    return null;
  },
};

/** Separately: a shared chunk could import, and so start, the other program. */
async function bundle(name, modules) {
  const build = await rolldown({
    input: { [name]: path(modules) },
    platform: 'node',
    external: (id) => OUTSIDE.some((outside) => id === outside || id.startsWith(`${outside}/`)),
    plugins: [keepPlaces(join(OUT, name)), refuseWrappers],
    onLog(level, log, handle) {
      // Optional packages of Nest and Fastify.
      if (log.code === 'UNRESOLVED_IMPORT' && /node_modules/.test(log.id ?? log.message)) return;
      handle(level, log);
    },
  });
  await build.write({
    dir: join(MAKING, name),
    format: 'esm',
    // Nest names routes by their controllers.
    keepNames: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await build.close();
}

rmSync(MAKING, { recursive: true, force: true });
await Promise.all(Object.entries(PROGRAMS).map(([name, modules]) => bundle(name, modules)));
rmSync(OUT, { recursive: true, force: true });
renameSync(MAKING, OUT);
