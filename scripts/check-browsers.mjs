// Part of `npm run check`: the built pages need nothing newer than the oldest supported browser (docs/operating.md, "Browsers").
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
const styles = output.filter(({ fileName }) => fileName.endsWith('.css')).map(({ source }) => String(source));

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
