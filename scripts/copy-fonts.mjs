// Copies the fonts that PDF files and pictures are set in beside the built program: two weights of a serif and a sans face.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL('../etl/dist/fonts/', import.meta.url));
const FACES = ['noto-serif-sc', 'noto-sans-sc'];
const WEIGHTS = ['400Regular', '700Bold'];

mkdirSync(target, { recursive: true });
for (const face of FACES) {
  const folder = dirname(require.resolve(`@expo-google-fonts/${face}/package.json`));
  const name = face
    .split('-')
    .map((part) => (part === 'sc' ? 'SC' : part[0].toUpperCase() + part.slice(1)))
    .join('');
  for (const weight of WEIGHTS) {
    const source = join(folder, weight, `${name}_${weight}.ttf`);
    const copy = join(target, basename(source));
    if (!existsSync(copy)) copyFileSync(source, copy);
  }
}
