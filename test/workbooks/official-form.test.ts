import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import type { FormContent } from '../../etl/src/reports/official-form.ts';
import { writeOfficialForm } from '../../etl/src/reports/write-form.ts';
import { exact } from '../../etl/src/scoring/exact.ts';
import type { Fact } from '../../etl/src/scoring/facts.ts';
import type { Scheme } from '../../etl/src/scoring/scheme.ts';
import { readSchemes } from '../../etl/src/scoring/schemes.ts';
import { scoreUnit } from '../../etl/src/scoring/unit-score.ts';
import { PROGRAMME } from '../support/home.ts';
import { saveAs, textOfPdf } from '../support/office.ts';

const [scheme] = (await readSchemes(programmeFolder(PROGRAMME))) as [Scheme];
const BUDGET = '154300000.00';
/** As much as units commonly write: three lines of the last column. */
const REASON = '受疫情影响停课两个月；已与培训机构商定补课计划，三季度补齐。';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skill-ledger-form-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every indicator falls short and is explained; without a budget the weights are spread. */
function contentOf(budget: string | null): FormContent {
  const fact = (id: string): Fact => {
    const denominator = id === 'budgetExecution' ? exact(budget ?? 0) : exact(1000);
    const numerator = id === 'violations' ? exact(1) : denominator.div(5);
    return { numerator, denominator, actual: denominator.equals(0) ? null : numerator.div(denominator) };
  };
  const unit = scoreUnit(scheme, {
    ...{ unit: '佛堂镇', kind: 'town', fraud: 0 },
    facts: new Map(scheme.indicators.map(({ id }) => [id, fact(id)])),
  });
  const none = { budget: '0.00', paid: '0.00' };
  return {
    project: '义乌市职业技能提升行动（2019—2021年）',
    scores: {
      ...{ period: '2020H1', from: '2020-01-01', to: '2020-06-30', asOf: '2020-06-30', until: '2020-06-30' },
      ...{ snapshot: '1', scheme: scheme.id },
    },
    unit,
    scheme,
    funds: { appropriation: { budget: budget ?? '0.00', paid: '0.00' }, carriedOver: none, other: none },
    texts: { deviations: Object.fromEntries(scheme.indicators.map(({ id }) => [id, REASON])) },
  };
}

const write = async (content: FormContent, format: 'pdf' | 'docx'): Promise<string> => {
  const path = join(folder, `form.${format}`);
  await writeFile(path, await writeOfficialForm(content, format, '2021-01-01T00:00:00Z'));
  return path;
};

describe('an official form with a reason at every indicator', () => {
  it.each([BUDGET, null])('is a PDF of one page, with a budget of %s', async (budget) => {
    const { text, pages } = await textOfPdf(await write(contentOf(budget), 'pdf'));
    expect(pages).toBe(1);
    expect(text).toContain('评分方案');
    if (budget) expect(text).toContain('154,300,000.00');
    // A sentence that ends is not followed by another mark.
    expect(text).not.toContain('。；');
  });

  it('keeps each amount in one line of the DOCX, whatever font stands in for Times New Roman', async () => {
    const [page = ''] = await saveAs(
      [await write(contentOf(BUDGET), 'docx')],
      'pdf',
      folder,
      join(folder, 'office'),
    );
    const { text } = await textOfPdf(page);
    // Both budgets, of all money and of one source, and once in the goals.
    expect(text.match(/154,300,000\.00/g)).toHaveLength(5);
  }, 120_000);
});

it('says of a unit to which nothing applies that it is not evaluated, and of no weight that it went elsewhere', () => {
  const { total, indicators } = scoreUnit(scheme, {
    ...{ unit: '财政局', kind: 'department', fraud: 0 },
    facts: new Map(),
  });
  expect(total).toBeNull();
  expect(new Set(indicators.map(({ note }) => note?.zh))).toEqual(
    new Set(['不适用：没有适用的指标，不参评']),
  );
});
