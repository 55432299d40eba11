import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const source = readFileSync(
  fileURLToPath(new URL('../../apps/web/public/browser-check.js', import.meta.url)),
  'utf8',
);

/** Runs the script in a browser with these prototypes, and the page loaded after it. @returns the texts it shows */
function shown(has: { noModule?: boolean; replaceAll?: boolean }, isOldExplorer: boolean): string[] {
  const texts: string[] = [];
  const loaded: (() => void)[] = [];
  const onLoad = (_: string, listener: () => void) => void loaded.push(listener);
  const element = () => ({
    style: {},
    setAttribute: () => {},
    appendChild: (child: unknown) => typeof child === 'string' && texts.push(child),
  });
  const document = {
    documentElement: element(),
    createElement: (name: string) => (name === 'script' && has.noModule ? { noModule: false } : element()),
    createTextNode: (text: string) => text,
    getElementById: element,
    ...(isOldExplorer ? {} : { addEventListener: onLoad }),
  };
  runInNewContext(
    `${has.replaceAll ? '' : 'delete String.prototype.replaceAll;'}
    function Element() {}
    Element.prototype.replaceChildren = function () {};
    ${source}`,
    { document, window: { attachEvent: onLoad } },
  );
  for (const listener of loaded) listener();
  return texts;
}

describe('the check of the browser', () => {
  it('has no syntax beyond ES5', () => {
    const emit = (target: ts.ScriptTarget) =>
      ts.transpile(source, { target, module: ts.ModuleKind.None, removeComments: true, alwaysStrict: false });
    expect(emit(ts.ScriptTarget.ES5)).toBe(emit(ts.ScriptTarget.ESNext));
    expect(ts.transpile('(() => 1)();', { target: ts.ScriptTarget.ES5 })).not.toContain('=>');
  });

  it.each([
    ['Internet Explorer 8', {}, true],
    ['a compatibility mode', {}, false],
    ['Chromium 84', { noModule: true }, false],
  ])('shows what to do in %s', (_, has, isOldExplorer) => {
    const texts = shown(has, isOldExplorer);
    expect(texts[0]).toContain('浏览器版本过低');
    expect(texts.join('\n')).toMatch(/极速模式[\s\S]*too old for SkillLedger/);
  });

  it('shows nothing in a browser that runs the pages', () => {
    expect(shown({ noModule: true, replaceAll: true }, false)).toEqual([]);
  });
});
