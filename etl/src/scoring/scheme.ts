import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Day } from '@skill-ledger/contracts';
import { z } from 'zod';
import { explainFileError, UserError } from '../base/errors.ts';
import type { MeasureId } from './measures.ts';
import { faultsOf, type SchemeFault, syntaxFaults, toldWithPlace } from './scheme-faults.ts';

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
 * @throws UserError naming every fault at once, by line and field
 */
export function parseScheme(text: string, file: string): Scheme {
  const syntax = syntaxFaults(text);
  if (syntax.length > 0) throw refused(file, text, syntax);
  const parsed = Scheme.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw refused(
      file,
      text,
      parsed.error.issues.map(({ path, message }) => ({
        path: path.filter((step) => typeof step !== 'symbol'),
        zh: message,
        en: message,
      })),
    );
  }
  const faults = faultsOf(parsed.data);
  if (faults.length > 0) throw refused(file, text, faults);
  return parsed.data;
}

function refused(file: string, text: string, faults: SchemeFault[]): UserError {
  const told = faults.map((fault) => toldWithPlace(text, fault));
  return new UserError({
    zh: `评分方案 ${file} 有误：${told.map(({ zh }) => zh).join('；')}`,
    en: `scoring scheme ${file} is wrong: ${told.map(({ en }) => en).join('; ')}`,
  });
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
    refuseTwins(schemes.map((scheme, at) => ({ ...scheme, file: join('schemes', names[at] ?? '') })));
    return schemes.sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0));
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** @throws UserError for two schemes of one id, or that hold from the same day: which is meant is not known */
function refuseTwins(schemes: (Scheme & { file: string })[]): void {
  for (const [at, one] of schemes.entries()) {
    for (const field of ['id', 'validFrom'] as const) {
      const other = schemes.slice(0, at).find((earlier) => earlier[field] === one[field]);
      if (!other) continue;
      throw new UserError({
        zh: `评分方案 ${one.file} 与 ${other.file} 的 ${field} 相同（${one[field]}），请改其中一个`,
        en: `scoring schemes ${one.file} and ${other.file} have the same ${field} (${one[field]}): change one of them`,
      });
    }
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
