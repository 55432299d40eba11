import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
const MAX_CSS_LINES = 149;

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);
const read = (path: string): string => readFileSync(`${SOURCE}/${path}`, 'utf8');

/** Elements that pages must not render themselves, but through the kit. */
const RAW = /<(button|input|select|textarea|form|dialog)\b|type="date"|role="(tab|tablist|menu)"/g;

describe('the UI kit', () => {
  const pages = files.filter((path) => path.endsWith('.tsx') && !path.startsWith('ui/'));
  it.each(pages)('draws every control of %s', (path) => {
    expect([...read(path).matchAll(RAW)].map(([found]) => found)).toEqual([]);
  });

  it.each(pages.filter((path) => read(path).includes('useForm(')))(
    'takes the limits of the fields of %s from the contracts',
    (path) => {
      expect([...read(path).matchAll(/(?<!Math)\.(max|length)\([^)]*\)/g)].map(([found]) => found)).toEqual(
        [],
      );
    },
  );

  it('finds pages to look at, and controls in the kit', () => {
    expect(pages.length).toBeGreaterThan(50);
    expect(read('ui/button.tsx')).toMatch(RAW);
  });

  it.each(files.filter((path) => path.endsWith('.css')))(
    'has a style sheet that can be read at one sitting: %s',
    (path) => {
      expect(read(path).split('\n').length - 1).toBeLessThanOrEqual(MAX_CSS_LINES);
    },
  );
});
