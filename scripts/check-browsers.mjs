// Part of `npm run check`: the built pages need nothing newer than the oldest supported browser (docs/operating.md, "Browsers").
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { needlessExcuses, newBuiltins } from './browsers/bundle.mjs';
import { newCss } from './browsers/css.mjs';
import { newDomApis } from './browsers/dom.mjs';

const web = fileURLToPath(new URL('../apps/web', import.meta.url));
// Not minified, so that globals keep their names.
const { output } = await build({
  root: web,
  logLevel: 'error',
  build: { write: false, minify: false, cssMinify: 'lightningcss', reportCompressedSize: false },
});
const script = output.filter(({ type }) => type === 'chunk').map(({ code }) => code);
const built = output.filter(({ fileName }) => fileName.endsWith('.css')).map(({ source }) => String(source));
// The public site and the pages of bundles have files of their own, served as they are.
const templates = fileURLToPath(new URL('../etl/templates/', import.meta.url));
const own = (ending) =>
  readdirSync(templates)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(`${templates}${name}`, 'utf8'));
const styles = [...built, ...own('.css')];
script.push(...own('.js'));

const complaints = [
  ...new Set([
    ...script.flatMap(newBuiltins),
    ...styles.flatMap(newCss),
    ...newDomApis(`${web}/tsconfig.json`),
    ...needlessExcuses().map((name) => `HARMLESS.${name} of scripts/browsers/bundle.mjs: no script reads it`),
  ]),
];
for (const complaint of complaints) console.log(complaint);
process.exit(complaints.length === 0 ? 0 : 1);
