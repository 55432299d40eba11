import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIBRARY = join(ROOT, 'etl/src');
const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** Files below a folder whose names end like this, without what is built or installed. */
const filesIn = (folder: string, end: RegExp): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path, end);
    return end.test(entry.name) ? [path] : [];
  });
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n');

/** Cells of the lines of a table, found by the first cell of its header. */
const table = (header: string): string[][] => {
  const [, body = ''] = page.split(`| ${header} |`);
  return [...(body.split('\n\n')[0] ?? '').matchAll(/^\| (.*) \|$/gm)].map(([, line = '']) =>
    line.split(' | '),
  );
};
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

const folders = readdirSync(LIBRARY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Folders of `etl/src` as docs/architecture.md lists them; those of one line together. */
const rows = table('folder of `etl/src`').map(([cell = '']) => quoted(cell));

/** Folders of `etl/src` that the modules of a folder import. */
const importsOf = (folder: string): string[] => {
  const modules = filesIn(join(LIBRARY, folder), /\.ts$/).filter((path) => !isTest(path));
  const targets = modules.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(
      ([, to = '']) => relative(LIBRARY, resolve(dirname(path), to)).split('/')[0] ?? '',
    ),
  );
  return [...new Set(targets)].filter((target) => target !== folder && folders.includes(target)).sort();
};

describe('docs/architecture.md', () => {
  it('lists every folder of etl/src once, and shows it in the picture', () => {
    expect(rows.flat().sort()).toEqual(folders.sort());
    const picture = page.split('```')[1] ?? '';
    expect(folders.filter((name) => !new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`).test(picture))).toEqual([]);
  });

  it('lists them in the order of their imports', () => {
    const place = new Map(rows.flatMap((names, line) => names.map((name) => [name, line])));
    const against = folders.flatMap((from) =>
      importsOf(from)
        .filter((to) => (place.get(to) ?? Number.POSITIVE_INFINITY) > (place.get(from) ?? -1))
        .map((to) => `${from} imports ${to}`),
    );
    expect(against).toEqual([]);
  });

  it('names a test that exists for every change', () => {
    const changes = table('change');
    expect(changes.length).toBeGreaterThan(8);
    for (const [change, , tests = ''] of changes) {
      const named = quoted(tests).filter((word) => word.endsWith('.test.ts'));
      expect([change, named.length > 0, named.filter((path) => !existsSync(join(ROOT, path)))]).toEqual([
        change,
        true,
        [],
      ]);
    }
  });

  it('names files and pages that exist', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => join(ROOT, 'docs', path));
    const paths = quoted(page)
      .filter((word) => /^(etl|apps|libs|test|scripts|data)\/[\w./-]*$/.test(word))
      .map((path) => join(ROOT, path));
    expect([...links, ...paths].filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the source', () => {
  const PARTS = [
    'etl/src',
    'etl/models',
    'apps/api/src',
    'apps/web/src',
    'libs/contracts/src',
    'libs/state/src',
  ];
  const sources = PARTS.flatMap((part) => filesIn(join(ROOT, part), /\.(tsx?|css|sql)$/)).filter(
    (path) => !isTest(path),
  );

  it('has no folder with a seventh of all lines', () => {
    const lines = new Map<string, number>();
    for (const path of sources) {
      const folder = dirname(path);
      lines.set(folder, (lines.get(folder) ?? 0) + linesOf(path).length);
    }
    const all = [...lines.values()].reduce((sum, count) => sum + count, 0);
    const [[biggest, most] = ['', all]] = [...lines].sort(([, a], [, b]) => b - a);
    expect([relative(ROOT, biggest), most < all / 7]).toEqual([relative(ROOT, biggest), true]);
  });

  it('has no module of 400 lines and no style sheet of 150', () => {
    const sheets = filesIn(join(ROOT, 'etl/templates'), /\.css$/);
    const long = [...sources, ...sheets].filter(
      (path) => linesOf(path).length > (path.endsWith('.css') ? 150 : 400),
    );
    expect(long.map((path) => relative(ROOT, path))).toEqual([]);
  });

  it('has no line of SQL over 120 characters', () => {
    const models = filesIn(join(ROOT, 'etl'), /\.sql$/).filter((path) => statSync(path).isFile());
    expect(models.length).toBeGreaterThan(40);
    const long = models.flatMap((path) =>
      linesOf(path).flatMap((line, index) =>
        [...line].length > 120 ? [`${relative(ROOT, path)}:${index + 1}`] : [],
      ),
    );
    expect(long).toEqual([]);
  });
});
