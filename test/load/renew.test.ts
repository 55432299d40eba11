import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMacros } from '../../etl/src/check/macros.ts';
import { openDraft } from '../../etl/src/draft/draft.ts';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { buildModels } from '../../etl/src/models/build.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import { makeHome, PROGRAMME, type TestHome } from '../support/home.ts';
import {
  affected,
  creditCode,
  csv,
  enrolment,
  fund,
  institution,
  payout,
  personId,
  trainingClass,
} from '../support/ledgers.ts';
import { size } from '../support/soak.ts';

type Row = Record<string, string>;

/** Row numbers used while a model is built are meaningless afterwards. */
const RELATIONS: Record<string, string> = {
  training_standing: '* EXCLUDE (enrolment_no, class_no)',
  payout_verdict: '* EXCLUDE (payout_no)',
  training_tally: '*',
  warning: '*',
  uplift_claim: '*',
  class_uplift: '*',
  assignment: '*',
  baseline: '*',
  finding: '*',
};

/** Rows that exist only in the current snapshot, or only after a full rebuild of the models. */
async function differences({ home, folder }: TestHome): Promise<Record<string, number>> {
  const current = await currentSnapshotPath(home);
  const path = join(folder, 'built.duckdb');
  await rm(path, { force: true });
  await copyFile(current?.path ?? '', path);
  const draft = await openDraft(path, folder);
  try {
    await loadMacros(draft.connection, '2022-06-30');
    await buildModels(draft, await loadProgramme(programmeFolder(PROGRAMME)));
    await draft.connection.run(`ATTACH '${current?.path}' AS renewed (READ_ONLY)`);
    const found: Record<string, number> = {};
    for (const [name, columns] of Object.entries(RELATIONS)) {
      const [a, b] = ['warehouse', 'renewed'].map((database) => `SELECT ${columns} FROM ${database}.${name}`);
      const reader = await draft.connection.runAndReadAll(
        `SELECT count(*) FROM ((${a} EXCEPT ALL ${b}) UNION ALL (${b} EXCEPT ALL ${a}))`,
      );
      const count = Number(reader.getRowsJS()[0]?.[0]);
      if (count > 0) found[name] = count;
    }
    return found;
  } finally {
    draft.close();
  }
}

const MODES: Row[] = [
  {},
  { 培训方式: '项目制培训', 补贴标准: 'P0', 等级: '无', 上浮类型: '小班化' },
  { 培训方式: '项目制培训', 补贴标准: 'P0', 等级: '无', 上浮类型: '经贸摩擦' },
  { 培训方式: '企业新型学徒制', 补贴标准: 'A4', 等级: '中级工' },
  { 培训方式: '企业新型学徒制', 补贴标准: 'A5', 等级: '初级工' },
];
/** Enough that a load affects only a part of them. */
const PEOPLE = 12;
const CLASSES = 16;

const day = (serial: number): string => new Date(Date.UTC(2020, 0, 1 + serial)).toISOString().slice(0, 10);

const classAt = (at: fc.Arbitrary<number>) =>
  fc.record({
    kind: fc.constant('c' as const),
    at,
    mode: fc.nat(MODES.length - 1),
    from: fc.nat(500),
    trade: fc.nat(1),
    school: fc.constantFrom(0, 0, 0, 1),
  });

/** One row of a load, new or replacing an older one with its key. */
const anyRow = fc.oneof(
  { weight: 2, arbitrary: classAt(fc.nat(CLASSES - 1)) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('e' as const),
      at: fc.nat(CLASSES - 1),
      person: fc.nat(PEOPLE - 1),
      passed: fc.nat(9),
      student: fc.boolean(),
      firm: fc.nat(9),
      card: fc.nat(30),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('p' as const),
      at: fc.nat(CLASSES - 1),
      person: fc.nat(PEOPLE),
      number: fc.nat(200),
      yuan: fc.integer({ min: 1, max: 6000 }),
      account: fc.nat(60),
      back: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('a' as const), off: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('i' as const),
      school: fc.nat(1),
      place: fc.constantFrom('义乌', '其他'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('w' as const), person: fc.nat(PEOPLE - 1) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('f' as const),
      budget: fc.integer({ min: 1, max: 90_000 }),
    }),
  },
);
type AnyRow = typeof anyRow extends fc.Arbitrary<infer T> ? T : never;

function written(row: AnyRow): Row {
  switch (row.kind) {
    case 'c':
      return trainingClass({
        班级编号: `C${row.at}`,
        开班日期: day(row.from),
        结束日期: day(row.from + 20),
        备案日期: day(0),
        '职业（工种）或项目': ['电工', '焊工'][row.trade] ?? '',
        承办机构编码: creditCode(1 + row.school),
        ...MODES[row.mode],
      });
    case 'e':
      return enrolment({
        班级编号: `C${row.at}`,
        证件号码: personId(row.person + 1),
        学徒类型: row.student ? '学生学徒' : '职工学徒',
        企业编码: row.firm === 0 ? creditCode(7) : '',
        考核结果: row.passed > 0 ? '合格' : '不合格',
        证书编号: row.card > 0 ? `Z${row.card}-${row.at}` : '',
        发证日期: row.card > 0 ? day(700) : '',
        人员类别: '退役军人',
      });
    case 'p':
      return payout({
        发放编号: `F${row.number}`,
        班级编号: `C${row.at}`,
        ...(row.person === PEOPLE
          ? { 证件号码: '', 收款方类型: '机构', 收款方名称: '甲培训学校', 补贴人数: '3' }
          : { 证件号码: personId(row.person + 1) }),
        收款账号: `6200000000000000${String(row.account).padStart(2, '0')}0`,
        发放金额: `${row.yuan}.00`,
        ...(row.back === 0 && { 发放状态: '已退回' }),
      });
    case 'a':
      return affected({ 列入日期: '2020-01-01', 移出日期: row.off ? '2020-06-01' : '' });
    case 'i':
      return institution({ 机构编码: creditCode(1 + row.school), 所在地: row.place });
    case 'w':
      return {
        证件号码: personId(row.person + 1),
        名单类型: '服刑人员',
        起始日期: '2020-01-01',
        截止日期: '',
      };
    case 'f':
      return fund({ 预算金额: String(row.budget), 到位金额: String(row.budget) });
  }
}

/** Two rows of one key in one load would both be refused. */
const keyOf = (row: AnyRow): string =>
  [
    row.kind,
    'number' in row ? row.number : 'at' in row ? row.at : '',
    'person' in row && row.kind !== 'p' ? row.person : '',
    'school' in row && row.kind === 'i' ? row.school : '',
  ].join();
const rows = (minLength: number, maxLength: number) =>
  fc.uniqueArray(anyRow, { minLength, maxLength, selector: keyOf });
const everyClass = fc.tuple(...Array.from({ length: CLASSES }, (_, at) => classAt(fc.constant(at))));
/** A large load first, then small ones. */
const loads = fc
  .tuple(everyClass, rows(200, 240), fc.array(rows(1, 3), { minLength: 4, maxLength: 6 }))
  .map(([classes, first, later]) => [[...classes, ...first.filter(({ kind }) => kind !== 'c')], ...later]);

describe('models renewed in part', () => {
  it('equal a full rebuild, for any loads in any order', async () => {
    await fc.assert(
      fc.asyncProperty(loads, async (sequence) => {
        const home = await makeHome();
        try {
          await home.load({
            'a.csv': csv(institution(), institution({ 机构编码: creditCode(2), 所在地: '其他' })),
            'f.csv': csv(fund({ 年度: '2021' })),
          });
          for (const rows of sequence) {
            const files: Record<string, string> = {};
            for (const kind of new Set(rows.map((row) => row.kind))) {
              files[`${kind}.csv`] = csv(...rows.filter((row) => row.kind === kind).map(written));
            }
            await home.load(files, { renew: { least: 0, share: 1 } });
            expect(await differences(home)).toEqual({});
          }
        } finally {
          await home.remove();
        }
      }),
      { endOnFailure: true, numRuns: size(2, 60) },
    );
  });
});
