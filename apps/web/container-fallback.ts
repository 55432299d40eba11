import postcss, { type AtRule, type Plugin } from 'postcss';

/** A section is as wide as the window minus the two gutters of the page. */
const GUTTERS = 64;
const SUPPORTED = '(container-type: inline-size)';

const isGuarded = ({ parent }: AtRule): boolean =>
  parent?.type === 'atrule' && 'name' in parent && parent.name === 'supports';

/**
 * `@container (max-width: …)` for browsers without container queries (Chromium before 105): they use the width of the
 * window instead, which is correct for elements that fill the page. Other conditions need their own `@supports`.
 */
export const containerFallback: Plugin = {
  postcssPlugin: 'container-fallback',
  Once(root) {
    root.walkAtRules('container', (query) => {
      const width = /^\(max-width: (\d+)px\)$/.exec(query.params)?.[1];
      if (width === undefined || isGuarded(query)) return;
      const byWindow = postcss.atRule({ name: 'media', params: `(max-width: ${Number(width) + GUTTERS}px)` });
      byWindow.append(query.nodes?.map((node) => node.clone()) ?? []);
      query.after(postcss.atRule({ name: 'supports', params: `not ${SUPPORTED}`, nodes: [byWindow] }));
      query.replaceWith(postcss.atRule({ name: 'supports', params: SUPPORTED, nodes: [query.clone()] }));
    });
  },
};
