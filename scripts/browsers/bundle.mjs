// Built-ins that the bundle calls, including libraries, and that the oldest browser lacks.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, isTooNew, mdn, since } from './floor.mjs';

const POLYFILLS = new URL('../../apps/web/src/polyfills.ts', import.meta.url);

/** Names that a library feature-detects, or that are its own members, with the reason. */
const HARMLESS = {
  cause: 'a property of errors, read if present',
  difference: 'a function of schemas',
  displayName: 'a property of components and accounts',
  dispose: 'a method of charts',
  drop: 'an option of charts',
  error: 'a property of answers and query states',
  escape: 'a function of schemas',
  isError: 'a property of query states',
  pause: 'a method of animations',
  Rect: 'a class of charts',
  resize: 'a method of charts',
  Scheduler: 'React’s own',
  scheduler: 'feature-detected',
  toArray: 'React.Children.toArray',
  union: 'a function of schemas and of drawn rectangles',
  use: 'React.use, a function of React',
};

/** `es.array.to-sorted` → `toSorted`. */
const polyfilled = new Set(
  [
    ...readFileSync(POLYFILLS, 'utf8').matchAll(/core-js\/modules\/(?:es|web)\.(?:[a-z-]+\.)?([a-z-]+)'/g),
  ].map(([, name]) =>
    name.replace(/-alternative$/, '').replace(/-([a-z])/g, (_, letter) => letter.toUpperCase()),
  ),
);

/** Members of built-ins by name, with the oldest that has the name: `map` of Array hides `map` of Iterator. */
const members = new Map();
for (const builtin of Object.values(mdn.javascript.builtins)) {
  for (const [name, feature] of Object.entries(builtin)) {
    if (!/^\w+$/.test(name) || name === '__compat' || !feature.__compat) continue;
    const known = members.get(name);
    if (!known || since(feature) < since(known)) members.set(name, feature);
  }
}
const globals = { ...mdn.api, ...mdn.javascript.builtins };

/** Names that a script reads as members, and names that it reads as globals. */
function namesIn(text) {
  const source = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const read = { members: new Set(), globals: new Set() };
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      read.members.add(node.name.text);
      if (ts.isIdentifier(node.expression)) read.globals.add(node.expression.text);
    } else if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
      read.globals.add(node.expression.text);
    } else if (ts.isObjectBindingPattern(node)) {
      for (const { propertyName, name } of node.elements) read.members.add((propertyName ?? name).text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return read;
}

/** Names of `HARMLESS` that some script reads. */
const met = new Set();

/** Names that no script of those looked at reads any more: their excuse would hide the next that does. */
export const needlessExcuses = () => Object.keys(HARMLESS).filter((name) => !met.has(name));

/** @returns one line for each built-in of this script that is too new and not polyfilled: `toSpliced (Chrome 110)` */
export function newBuiltins(text) {
  const read = namesIn(text);
  const found = [
    ...[...read.members].map((name) => [name, members.get(name)]),
    ...[...read.globals].filter((name) => Object.hasOwn(globals, name)).map((name) => [name, globals[name]]),
  ];
  return [
    ...new Set(
      found
        .filter(([name, feature]) => feature && isTooNew(feature) && !polyfilled.has(name))
        .filter(([name]) => {
          if (name in HARMLESS) met.add(name);
          return !(name in HARMLESS);
        })
        .map(([name, feature]) => describe(name, feature)),
    ),
  ];
}
