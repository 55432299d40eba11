import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const DIST = new URL('../../apps/web/dist/', import.meta.url);
/** Of compressed script before the headline figures are drawn (docs/ui.md). */
const MAX_BYTES = 180_000;

const textOf = (file: URL): Promise<string> => readFile(fileURLToPath(file), 'utf8');

/** Scripts that this one imports as it starts; `import()` comes later. */
function importsOf(script: string, file: URL): URL[] {
  const source = ts.createSourceFile('chunk.js', script, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return source.statements.flatMap((statement) => {
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined;
    return from && ts.isStringLiteral(from) ? [new URL(from.text, file)] : [];
  });
}

/** The scripts of the page with all that they import, each with its compressed size. */
async function firstScripts(): Promise<Map<string, number>> {
  const page = await textOf(new URL('index.html', DIST));
  const scripts = [...page.matchAll(/<script\b[^>]*\bsrc="\/([^"]+)"/g)].map(
    ([, path]) => new URL(path ?? '', DIST),
  );
  const sizes = new Map<string, number>();
  // What is found is added to the list that is walked.
  for (const file of scripts) {
    if (sizes.has(file.pathname)) continue;
    const script = await textOf(file);
    sizes.set(file.pathname, gzipSync(script).length);
    scripts.push(...importsOf(script, file));
  }
  return new Map([...sizes].map(([path, size]) => [basename(path), size]));
}

describe('the script before the headline figures', () => {
  it('is at most 180 kB, compressed', async () => {
    const sizes = await firstScripts();
    // The list is printed where it is too long.
    expect({
      total: [...sizes.values()].reduce((sum, size) => sum + size, 0),
      ...Object.fromEntries(sizes),
    }).toEqual(expect.objectContaining({ total: expect.toSatisfy((total: number) => total <= MAX_BYTES) }));
  });

  it('holds the overview, and neither charts nor what other pages and fields need', async () => {
    const names = [...(await firstScripts()).keys()].map((name) => name.replace(/-[\w-]{8}\.js$/, ''));
    expect(names).toContain('index');
    expect(names.length).toBeGreaterThan(3);
    for (const later of [
      'echarts',
      'chart',
      'aria',
      'combobox',
      'date-picker',
      'use-form',
      'ledgers',
      'supervision',
      'access',
    ])
      expect(names).not.toContain(later);
  });
});
