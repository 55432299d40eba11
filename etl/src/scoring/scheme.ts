import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Day } from '@skill-ledger/contracts';
import { z } from 'zod';
import { explainFileError, UserError } from '../base/errors.ts';
import { exact, sumOf } from './exact.ts';
import { MEASURES, type MeasureId } from './measures.ts';

const Decimal = z.string().regex(/^\d+(\.\d+)?$/, 'a decimal number of zero or more, as text');
const Name = z.object({ zh: z.string().min(1), en: z.string().min(1) });

const Indicator = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  level: z.string(),
  group: Name,
  theme: z.enum(['number', 'quality', 'funds']),
  name: Name,
  measure: z.string() as z.ZodType<MeasureId>,
  /** Values that the measure's conditions name. */
  parameters: z.record(z.string(), z.union([z.number(), z.array(z.string())])).default({}),
  weight: Decimal,
  target: Decimal,
  /** `more`: more is better; `less`: less is better; `exactly`: the target itself is. */
  direction: z.enum(['more', 'less', 'exactly']),
  /** Where less is better and the target is 0: the value that earns nothing. */
  zeroAt: Decimal.optional(),
  reviewer: z.string(),
});

/** A cap on the total while an indicator's actual value lies in [from, below). */
const Cap = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  indicator: z.string(),
  from: Decimal,
  below: Decimal,
  atMost: Decimal,
});

/** Points taken off while an indicator's actual value is at or above so many times its target. */
const Deduction = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  indicator: z.string(),
  from: Decimal,
  points: Decimal,
  unlessExplained: z.boolean(),
});

/** A scoring scheme (spec 4, "The scheme"): frame, indicators, weights, targets, cut-offs. Never changed once a form was opened with it. */
export const Scheme = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  name: Name,
  validFrom: Day,
  clause: z.string(),
  /** 主管部门 of the official form: the unit that leads the programme. */
  supervisor: z.string().min(1),
  /** Role of the accounts of each bureau that reviews. */
  reviewers: z.record(z.string(), z.enum(['office', 'finance'])).default({}),
  /** Denominators below it are marked. */
  smallBase: z.number().int().min(0),
  levels: z.array(Name.extend({ id: z.string() })).min(1),
  indicators: z.array(Indicator).min(1),
  /** Best first; `from` is the least total. */
  grades: z.array(z.strictObject({ name: z.string(), en: z.string(), from: Decimal })).min(1),
  /** Least share of the target (B/A) of each light above red. */
  lights: z.strictObject({ yellow: Decimal, green: Decimal, blue: Decimal }),
  checks: z.strictObject({
    flaggedFrom: Decimal,
    explainedFrom: Decimal,
    scoreAboveExecution: Decimal,
    leastExecution: Decimal,
  }),
  /** The funds block of the official form: its indicator, and the sources of its rows; any other source is 其他. */
  funds: z.strictObject({
    indicator: z.string(),
    appropriation: z.array(z.string()),
    carriedOver: z.array(z.string()),
  }),
  caps: z.array(Cap),
  deductions: z.array(Deduction),
  /** With so many confirmed findings of these rules a unit's grade is at most this one. */
  fraud: z.strictObject({
    active: z.boolean(),
    rules: z.array(z.string()),
    from: z.number().int().min(1),
    atMost: z.string(),
  }),
});
export type Scheme = z.infer<typeof Scheme>;
export type Indicator = Scheme['indicators'][number];

/**
 * A scheme, checked as a whole.
 * @param file named in the message
 * @throws UserError naming every fault at once
 */
export function parseScheme(text: string, file: string): Scheme {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(file, [`不是 JSON · not JSON: ${error instanceof Error ? error.message : ''}`]);
  }
  const parsed = Scheme.safeParse(value);
  if (!parsed.success) {
    throw refused(
      file,
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  }
  const faults = faultsOf(parsed.data);
  if (faults.length > 0) throw refused(file, faults);
  return parsed.data;
}

function refused(file: string, faults: string[]): UserError {
  return new UserError({
    zh: `评分方案 ${file} 有误：${faults.join('；')}`,
    en: `scoring scheme ${file} is wrong: ${faults.join('; ')}`,
  });
}

/** What is wrong with a scheme as a whole: weights, names, bands. */
function faultsOf(scheme: Scheme): string[] {
  const faults: string[] = [];
  const total = sumOf(scheme.indicators.map(({ weight }) => exact(weight)));
  if (!total.equals(100))
    faults.push(
      `indicators: 权重合计 ${total.toString()}，应为 100 · weights add up to ${total.toString()}, not 100`,
    );
  faults.push(...repeated('indicators', scheme.indicators), ...repeated('levels', scheme.levels));
  const levels = new Set(scheme.levels.map(({ id }) => id));
  const ids = new Set(scheme.indicators.map(({ id }) => id));
  for (const { id, level, measure, target, direction, zeroAt, parameters, reviewer } of scheme.indicators) {
    const known = MEASURES[measure];
    if (!levels.has(level)) faults.push(`indicators.${id}.level: 没有一级指标“${level}” · unknown level`);
    if (!known) {
      faults.push(
        `indicators.${id}.measure: 没有“${measure}” · unknown measure; ${Object.keys(MEASURES).join(', ')}`,
      );
      continue;
    }
    if (Object.keys(scheme.reviewers).length > 0 && scheme.reviewers[reviewer] === undefined) {
      faults.push(
        `indicators.${id}.reviewer: reviewers 中没有“${reviewer}” · no such reviewer among reviewers`,
      );
    }
    const missing = known.parameters.filter((name) => parameters[name] === undefined);
    if (missing.length > 0) faults.push(`indicators.${id}.parameters: 缺 ${missing.join('、')} · missing`);
    if (direction === 'less' && exact(target).equals(0) && zeroAt === undefined) {
      faults.push(
        `indicators.${id}.zeroAt: 目标值为 0 的反向指标须给出得零分的值 · needed where the target is 0`,
      );
    }
    if (direction !== 'less' && exact(target).equals(0)) {
      faults.push(`indicators.${id}.target: 须大于 0 · must be above 0`);
    }
  }
  const named = [...scheme.caps, ...scheme.deductions, { id: 'funds.indicator', ...scheme.funds }];
  for (const { id, indicator } of named) {
    if (!ids.has(indicator)) faults.push(`${id}: 没有指标“${indicator}” · unknown indicator`);
  }
  return [...faults, ...overlappingCaps(scheme), ...gradeFaults(scheme)];
}

function repeated(where: string, list: { id: string }[]): string[] {
  const ids = list.map(({ id }) => id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `${where}: “${id}” 重复 · given twice`);
}

function overlappingCaps({ caps }: Scheme): string[] {
  return caps.flatMap((cap, index) =>
    caps
      .slice(index + 1)
      .filter(
        (other) =>
          other.indicator === cap.indicator &&
          exact(cap.from).compare(other.below) < 0 &&
          exact(other.from).compare(cap.below) < 0,
      )
      .map((other) => `caps: ${cap.id} 与 ${other.id} 的区间重叠 · bands overlap`),
  );
}

function gradeFaults({ grades, fraud }: Scheme): string[] {
  const faults = grades
    .slice(1)
    .filter((grade, index) => exact(grade.from).compare(grades[index]?.from ?? 0) >= 0)
    .map(({ name }) => `grades: “${name}”的下限须低于前一等级 · must lie below the grade before it`);
  if (!exact(grades.at(-1)?.from ?? 1).equals(0)) {
    faults.push('grades: 最低等级须从 0 分起 · the last grade must start at 0');
  }
  if (!grades.some(({ name }) => name === fraud.atMost)) {
    faults.push(`fraud.atMost: 没有等级“${fraud.atMost}” · unknown grade`);
  }
  return faults;
}

/** The schemes of a programme, the newest first. */
export async function readSchemes(programmeFolder: string): Promise<Scheme[]> {
  const folder = join(programmeFolder, 'schemes');
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    const schemes = await Promise.all(
      names.map(async (name) =>
        parseScheme(await readFile(join(folder, name), 'utf8'), join('schemes', name)),
      ),
    );
    return schemes.sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0));
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/**
 * The scheme in force on a period's first day, or the one named.
 * @throws UserError where there is none
 */
export function schemeFor(schemes: Scheme[], day: string, id?: string): Scheme {
  const found =
    id === undefined
      ? schemes.find(({ validFrom }) => validFrom <= day)
      : schemes.find((one) => one.id === id);
  if (found) return found;
  throw new UserError({
    zh: `没有适用于 ${id ?? day} 的评分方案；现有：${schemes.map((one) => `${one.id}（自 ${one.validFrom}）`).join('、') || '无'}`,
    en: `no scoring scheme for ${id ?? day}; there are: ${schemes.map((one) => `${one.id} (from ${one.validFrom})`).join(', ') || 'none'}`,
  });
}
