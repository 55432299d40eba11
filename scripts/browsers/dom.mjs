// Interfaces of the browser, elements and attributes that our own code uses and the oldest browser lacks. Libraries are tested
// by test/e2e/old-browser.test.ts.
import { relative } from 'node:path';
import ts from 'typescript';
import { describe, isTooNew, mdn } from './floor.mjs';

/** Features that an older browser may lack. */
// `<search>` is laid out the same; what is missing is the landmark.
const ENHANCEMENTS = new Set(['<search>']);

const isOfBrowser = (symbol) =>
  symbol?.declarations?.some((declaration) =>
    /lib\.dom[\w.]*\.d\.ts$/.test(declaration.getSourceFile().fileName),
  );

/** The interface that declares a member, the type it was read from, and what that extends. */
function* interfacesOf(checker, symbol, type) {
  const parent = symbol.declarations?.[0]?.parent;
  if (parent && ts.isInterfaceDeclaration(parent)) yield parent.name.text;
  const queue = type.isUnion() ? [...type.types] : [type];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.symbol) yield next.symbol.name.replace(/Constructor$/, '');
    if (next.isClassOrInterface()) queue.push(...checker.getBaseTypes(next));
  }
}

function memberOf(checker, node) {
  const symbol = checker.getSymbolAtLocation(node.name);
  if (!isOfBrowser(symbol)) return undefined;
  const name = node.name.text;
  for (const owner of interfacesOf(checker, symbol, checker.getTypeAtLocation(node.expression))) {
    const feature = mdn.api[owner]?.[name] ?? mdn.api[owner]?.[`${name}_static`];
    if (feature) return [`${owner}.${name}`, feature];
  }
  return [name, mdn.api[name]];
}

function globalOf(checker, node) {
  if (!isOfBrowser(checker.getSymbolAtLocation(node))) return undefined;
  return [node.text, mdn.api[node.text] ?? mdn.api.Window[node.text]];
}

function ofElement(node) {
  const tag = node.tagName.getText();
  if (!/^[a-z]/.test(tag)) return [];
  const { elements, global_attributes: everywhere } = mdn.html;
  const attributes = node.attributes.properties.flatMap(({ name }) => (name ? [name.getText()] : []));
  return [
    [`<${tag}>`, elements[tag]],
    ...attributes.map((name) => {
      const written = name.toLowerCase();
      return [`<${tag} ${name}>`, elements[tag]?.[written] ?? everywhere[written]];
    }),
  ];
}

function featuresOf(checker, node) {
  if (ts.isPropertyAccessExpression(node)) return [memberOf(checker, node)];
  if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) return ofElement(node);
  if (ts.isIdentifier(node) && ts.isExpression(node) && !ts.isPropertyAccessExpression(node.parent))
    return [globalOf(checker, node)];
  return [];
}

/** @returns one line for each use that is too new: `src/x.tsx:3: Element.checkVisibility (Chrome 105)` */
export function newDomApis(config) {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(String(messageText));
    },
  };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const found = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || /node_modules|\.test\.tsx?$/.test(source.fileName)) continue;
    const visit = (node) => {
      for (const [name, feature] of featuresOf(checker, node).filter(Boolean)) {
        if (!feature || !isTooNew(feature) || ENHANCEMENTS.has(name)) continue;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${relative('', source.fileName)}:${line + 1}: ${describe(name, feature)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}
