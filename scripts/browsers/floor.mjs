// The oldest supported Chromium, and the version that introduced a feature, from MDN's compatibility data.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const WEB = new URL('../../apps/web/', import.meta.url);

/** MDN's data: `api`, `css`, `html`, `javascript` and more. */
export const mdn = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** Of apps/web/package.json, `"browserslist": ["chrome >= 86"]`. */
export const FLOOR = Number(
  /^chrome >= (\d+)$/.exec(
    JSON.parse(readFileSync(new URL('package.json', WEB), 'utf8')).browserslist[0],
  )?.[1],
);

const isWhole = (entry) =>
  !entry.prefix &&
  !entry.alternative_name &&
  !entry.flags &&
  !entry.version_removed &&
  !entry.partial_implementation;

/** First Chrome with the full, unprefixed feature; undefined if MDN has no data, Infinity if Chrome lacks it. */
export function since(feature) {
  const support = feature?.__compat?.support?.chrome;
  if (!support) return undefined;
  const versions = [support]
    .flat()
    .filter(isWhole)
    .map((entry) => Number.parseFloat(String(entry.version_added).replace('≤', '')))
    .filter((version) => !Number.isNaN(version));
  return Math.min(Number.POSITIVE_INFINITY, ...versions);
}

export const isTooNew = (feature) => (since(feature) ?? 0) > FLOOR;

/** `toSorted (Chrome 110)`. */
export const describe = (name, feature) => {
  const version = since(feature);
  return `${name} (${Number.isFinite(version) ? `Chrome ${version}` : 'not in Chrome'})`;
};
