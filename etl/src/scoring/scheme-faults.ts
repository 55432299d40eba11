import type { Bilingual } from '@skill-ledger/contracts';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { exact, sumOf } from './exact.ts';
import { MEASURES, type Measure } from './measures.ts';
import { isRated } from './points.ts';
import type { Indicator, Scheme } from './scheme.ts';

/** A fault of a scheme, and the field to change. */
export interface SchemeFault extends Bilingual {
  path: (string | number)[];
  /** Position of a syntax error. */
  offset?: number;
}

/** JSON alone: comments and trailing commas are faults. */
export function syntaxFaults(text: string): SchemeFault[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.slice(0, 1).map(({ error, offset }) => ({
    path: [],
    offset,
    zh: `不是 JSON（${printParseErrorCode(error)}）`,
    en: `not JSON (${printParseErrorCode(error)})`,
  }));
}

/** A fault with its line, if the text has several, and its field: `第 27 行 indicators.passRate.weight：…`. */
export function toldWithPlace(text: string, { path, offset, zh, en }: SchemeFault): Bilingual {
  const tree = offset === undefined ? parseTree(text) : undefined;
  const at = offset ?? offsetOf(tree, path);
  const line = text.slice(0, at).split('\n').length;
  const field = fieldOf(tree, path);
  const place = (word: string): string =>
    [text.trim().includes('\n') ? word : '', field].filter(Boolean).join(' ');
  const told = (where: string, colon: string, what: string): string =>
    where === '' ? what : where + colon + what;
  return { zh: told(place(`第 ${line} 行`), '：', zh), en: told(place(`line ${line}`), ': ', en) };
}

/** Position of the field, or of the nearest one that contains it. */
function offsetOf(tree: Node | undefined, path: SchemeFault['path']): number {
  const found = tree && findNodeAtLocation(tree, path);
  if (found) return found.offset;
  return path.length === 0 ? 0 : offsetOf(tree, path.slice(0, -1));
}

/** The field's name; an item of a list is named by its id if it has one. */
const fieldOf = (tree: Node | undefined, path: SchemeFault['path']): string =>
  path
    .map((step, at) => {
      if (typeof step === 'string') return step;
      const id = tree && findNodeAtLocation(tree, [...path.slice(0, at + 1), 'id']);
      return typeof id?.value === 'string' ? id.value : String(step);
    })
    .join('.');

/** Faults of a scheme as a whole: weights, names, bands. */
export const faultsOf = (scheme: Scheme): SchemeFault[] => [
  ...weightFaults(scheme),
  ...repeated('indicators', scheme.indicators),
  ...repeated('levels', scheme.levels),
  ...scheme.indicators.flatMap((indicator, at) => indicatorFaults(scheme, indicator, at)),
  ...unknownIndicators(scheme),
  ...capFaults(scheme),
  ...gradeFaults(scheme),
  ...ratingFaults(scheme),
  ...lightFaults(scheme),
];

function weightFaults({ indicators }: Scheme): SchemeFault[] {
  const total = sumOf(indicators.map(({ weight }) => exact(weight)));
  const empty = indicators.flatMap(({ weight }, at): SchemeFault[] =>
    exact(weight).equals(0)
      ? [{ path: ['indicators', at, 'weight'], zh: '须大于 0', en: 'must be above 0' }]
      : [],
  );
  if (total.equals(100)) return empty;
  const sum = total.toString();
  return [
    { path: ['indicators'], zh: `权重合计 ${sum}，应为 100`, en: `weights add up to ${sum}, not 100` },
    ...empty,
  ];
}

function repeated(where: string, list: { id: string }[]): SchemeFault[] {
  const ids = list.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [{ path: [where, at, 'id'], zh: `“${id}”重复`, en: `"${id}" is given twice` }],
  );
}

function indicatorFaults(scheme: Scheme, one: Indicator, at: number): SchemeFault[] {
  const { level, measure, target, direction, zeroAt, parameters, reviewer } = one;
  const faults: SchemeFault[] = [];
  const add = (field: string | string[], zh: string, en: string): void => {
    faults.push({ path: ['indicators', at, ...[field].flat()], zh, en });
  };
  if (!scheme.levels.some(({ id }) => id === level)) {
    add('level', `没有一级指标“${level}”`, `unknown level "${level}"`);
  }
  const known: Measure | undefined = MEASURES[measure];
  if (!known) {
    const all = Object.keys(MEASURES).join(', ');
    add(
      'measure',
      `没有指标口径“${measure}”；可选：${all}`,
      `unknown measure "${measure}"; choose from: ${all}`,
    );
    return faults;
  }
  if (Object.keys(scheme.reviewers).length > 0 && scheme.reviewers[reviewer] === undefined) {
    add('reviewer', `reviewers 中没有“${reviewer}”`, `no "${reviewer}" among reviewers`);
  }
  const missing = known.parameters.filter((name) => parameters[name] === undefined);
  if (missing.length > 0) add('parameters', `缺 ${missing.join('、')}`, `missing: ${missing.join(', ')}`);
  for (const name of Object.keys(parameters).filter((other) => !known.parameters.includes(other))) {
    const all = known.parameters.join(', ');
    add(
      ['parameters', name],
      `口径“${measure}”没有这个参数（${all}）`,
      `no parameter of "${measure}" (${all})`,
    );
  }
  const isZero = exact(target).equals(0);
  if (direction === 'less' && isZero && (zeroAt === undefined || exact(zeroAt).equals(0))) {
    add(
      'zeroAt',
      '目标值为 0 的反向指标须给出得零分的值，大于 0',
      'where the target is 0, the value that earns nothing is needed, above 0',
    );
  }
  if (direction !== 'less' && isZero) add('target', '须大于 0', 'must be above 0');
  return faults;
}

function unknownIndicators({ indicators, caps, deductions, funds }: Scheme): SchemeFault[] {
  const named: [SchemeFault['path'], string][] = [
    ...caps.map(({ indicator }, at): [SchemeFault['path'], string] => [['caps', at, 'indicator'], indicator]),
    ...deductions.map(({ indicator }, at): [SchemeFault['path'], string] => [
      ['deductions', at, 'indicator'],
      indicator,
    ]),
    [['funds', 'indicator'], funds.indicator],
  ];
  return named
    .filter(([, name]) => !indicators.some(({ id }) => id === name))
    .map(([path, name]) => ({ path, zh: `没有指标“${name}”`, en: `unknown indicator "${name}"` }));
}

function capFaults({ caps }: Scheme): SchemeFault[] {
  const empty = caps.flatMap(({ from, below }, at): SchemeFault[] =>
    exact(from).compare(below) < 0
      ? []
      : [{ path: ['caps', at, 'below'], zh: `须大于 from（${from}）`, en: `must be above from (${from})` }],
  );
  const overlapping = caps.flatMap((cap, at) =>
    caps
      .slice(0, at)
      .filter(
        (other) =>
          other.indicator === cap.indicator &&
          exact(cap.from).compare(other.below) < 0 &&
          exact(other.from).compare(cap.below) < 0,
      )
      .map((other) => ({
        path: ['caps', at, 'from'],
        zh: `与 ${other.id} 的区间重叠`,
        en: `bands overlap: ${other.id} has part of it`,
      })),
  );
  return [...empty, ...overlapping];
}

function gradeFaults({ grades, fraud }: Scheme): SchemeFault[] {
  const faults: SchemeFault[] = [];
  for (const [at, { from }] of grades.entries()) {
    const before = grades[at - 1];
    if (!before || exact(from).compare(before.from) < 0) continue;
    faults.push({
      path: ['grades', at, 'from'],
      zh: `须低于前一等级“${before.name}”的下限`,
      en: `must lie below that of the grade before it, "${before.name}"`,
    });
  }
  if (!exact(grades.at(-1)?.from ?? 1).equals(0)) {
    faults.push({
      path: ['grades', grades.length - 1, 'from'],
      zh: '最低等级须从 0 分起',
      en: 'the last grade must start at 0',
    });
  }
  if (!grades.some(({ name }) => name === fraud.atMost)) {
    faults.push({
      path: ['fraud', 'atMost'],
      zh: `没有等级“${fraud.atMost}”`,
      en: `unknown grade "${fraud.atMost}"`,
    });
  }
  return faults;
}

/** Bands of the weight, which qualitative indicators need. */
function ratingFaults({ ratings, indicators }: Scheme): SchemeFault[] {
  const faults: SchemeFault[] = [];
  if (ratings.length === 0 && indicators.some(isRated)) {
    faults.push({
      path: ['ratings'],
      zh: '定性指标须有评定等级（达成、部分达成、未达成）',
      en: 'qualitative indicators need ratings (达成, 部分达成, 未达成)',
    });
  }
  for (const [at, { from }] of ratings.entries()) {
    const least = exact(from);
    const [better, isLast] = [ratings[at - 1], at === ratings.length - 1];
    if (least.compare(1) < 0 && (!better || least.compare(better.from) < 0) && (!isLast || least.equals(0)))
      continue;
    faults.push({
      path: ['ratings', at, 'from'],
      zh: '须小于 1、低于前一等级，末级为 0',
      en: 'must be below 1 and below the rating before it; the last is 0',
    });
  }
  return faults;
}

function lightFaults({ lights }: Scheme): SchemeFault[] {
  const pairs = [
    ['yellow', 'green'],
    ['green', 'blue'],
  ] as const;
  return pairs
    .filter(([lower, higher]) => exact(lights[lower]).compare(lights[higher]) >= 0)
    .map(([lower, higher]) => ({
      path: ['lights', higher],
      zh: `须大于 ${lower}（${lights[lower]}）`,
      en: `must be above ${lower} (${lights[lower]})`,
    }));
}
