// Where a built program starts: in its bundle, or in its modules one by one while they are newer than the bundle (`npm run check`
// and `npm run dev` compile without bundling).
import { statSync } from 'node:fs';

const ROOT = new URL('../', import.meta.url);
/** What a compilation of a part renews. */
const COMPILED = ['libs/contracts', 'libs/state', 'etl', 'apps/api'].map(
  (part) => `${part}/dist/.tsbuildinfo`,
);

/**
 * The file to import for a program.
 * @param {string} name of its bundle: dist/<name>/<name>.mjs
 * @param {string} modules path of its first module
 * @throws if the program is not built
 */
export function programFile(name, modules, root = ROOT) {
  const modified = (path) => statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundle = `dist/${name}/${name}.mjs`;
  const bundled = modified(bundle);
  if (bundled > 0 && COMPILED.every((path) => modified(path) <= bundled)) return new URL(bundle, root).href;
  if (modified(modules) > 0) return new URL(modules, root).href;
  throw new Error('程序尚未构建：请运行 npm run build · the program is not built: run npm run build');
}

/** Starts a program, or ends with what to do. */
export async function start(name, modules) {
  let file;
  try {
    file = programFile(name, modules);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  await import(file);
}
