// CSS that the oldest browser does not support, without a fallback in the same rule.
import postcss from 'postcss';
import { describe, isTooNew, mdn } from './floor.mjs';

/** Features that an older browser may lack, and what is missing then: content and behaviour are the same. */
const ENHANCEMENTS = {
  'text-autospace': 'space between Chinese and Latin letters',
  'text-wrap': 'where a title breaks',
  'accent-color': 'colour of a tick',
  outline: 'follows rounded corners',
  'text-decoration-thickness': 'weight of an underline',
  'text-underline-offset': 'place of an underline',
  'container-type': 'no effect alone: @container is checked too',
  'font-family': 'a list with fallbacks',
};

const { properties, selectors, types } = mdn.css;
const atRules = mdn.css['at-rules'];

const UNITS = [
  [/\d[dsl]v(?:[hwib]|min|max)\b/, types.length.viewport_percentage_units_dynamic],
  [/\dcq(?:[hwib]|min|max)\b/, types.length.container_query_length_units],
  [/\dr?lh\b/, types.length.lh],
];
/** By function name: `color-mix`, `clamp`. */
const functions = Object.assign({}, ...Object.values(types), types);

/** Features of a declaration's value, each with a name for the reader. */
function ofValue(property, value) {
  const text = value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)|var\(\s*--[\w-]+/g, '');
  return [
    ...UNITS.filter(([pattern]) => pattern.test(text)).map(([pattern, feature]) => [
      text.match(pattern)[0].slice(1),
      feature,
    ]),
    ...[...text.matchAll(/(?<![\w-])([a-z][a-z-]*)\(/g)].map(([, name]) => [`${name}()`, functions[name]]),
    ...[...text.matchAll(/(?<![\w-])[a-z][a-z-]*(?![\w(-])/g)].map(([word]) => [
      `${property}: ${word}`,
      properties[property]?.[word],
    ]),
  ];
}

function ofSelector(selector) {
  const text = selector.replace(/\[[^\]]*\]/g, '');
  return [
    ...[...text.matchAll(/::?([a-z][a-z-]*)/g)].map(([written, name]) => [written, selectors[name]]),
    ...(/:not\([^()]*,/.test(text) ? [[':not(a, b)', selectors.not.selector_list]] : []),
    ...(text.includes('&') ? [['&', selectors.nesting]] : []),
  ];
}

const ofMedia = (params) => [
  ...[...params.matchAll(/\(\s*([a-z-]+)/g)].map(([, name]) => [
    `(${name})`,
    atRules.media[name.replace(/^(min|max)-/, '')],
  ]),
  ...(/[<>]/.test(params) ? [['range in @media', atRules.media.range_syntax]] : []),
];

const tooNew = (features) => features.filter(([, feature]) => feature && isTooNew(feature));

/** Within `@page` and the like a declaration is a descriptor, such as `size`. */
const ofDeclaration = ({ prop, value, parent }) =>
  tooNew([
    [prop, (parent?.type === 'atrule' && atRules[parent.name]?.[prop]) || properties[prop]],
    ...(prop.startsWith('--') ? [] : ofValue(prop, value)),
  ]);

/** An older browser takes an earlier declaration of the same property that it understands. */
const hasFallback = (declaration) =>
  declaration.parent.nodes
    .slice(0, declaration.parent.index(declaration))
    .some(
      ({ type, prop, ...other }) =>
        type === 'decl' &&
        [declaration.prop, `-webkit-${declaration.prop}`].includes(prop) &&
        ofDeclaration({ prop, ...other }).length === 0,
    );

const isGuarded = (node) => {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'atrule' && at.name === 'supports') return true;
  return false;
};

function ofNode(node) {
  if (node.type === 'decl') {
    if (node.prop in ENHANCEMENTS || (node.prop.startsWith('-') && !node.prop.startsWith('--'))) return [];
    const found = ofDeclaration(node);
    return found.length > 0 && hasFallback(node) ? [] : found;
  }
  if (node.type === 'rule') return tooNew(ofSelector(node.selector));
  if (node.type !== 'atrule') return [];
  return tooNew([
    [`@${node.name}`, atRules[node.name]],
    ...(node.name === 'media' ? ofMedia(node.params) : []),
  ]);
}

/** @returns one line for each feature of this style sheet that is too new: `.row: inset (Chrome 87)` */
export function newCss(text) {
  const found = new Set();
  postcss.parse(text).walk((node) => {
    if (isGuarded(node)) return;
    const place =
      node.type === 'decl'
        ? (node.parent.selector ?? '@')
        : (node.selector ?? `@${node.name} ${node.params}`);
    for (const [name, feature] of ofNode(node)) found.add(`${place}: ${describe(name, feature)}`);
  });
  return [...found];
}
