import { judgedPayouts } from '../../etl/src/entitlement/payouts.ts';
import { readFindings } from '../../etl/src/supervision/findings.ts';
import { all, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome } from '../support/home.ts';
import { csv, enrolment, fund, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

type Row = Record<string, string>;

/** Ledgers of one small scenario: rows by kind, each derived from a valid one. */
export interface World {
  institutions?: Row[];
  classes?: Row[];
  enrolments?: Row[];
  payouts?: Row[];
  funds?: Row[];
  affected?: Row[];
  watchlist?: Row[];
}

export interface Judgement {
  /** Verdict and amount due by 发放编号. */
  payouts: Record<string, [verdict: string | null, due: string | null]>;
  /** Keys by rule. */
  findings: Record<string, string[]>;
}

/** A large budget, so that nothing is overspent by accident. */
const FUNDS = ['2020', '2021'].map((year) => fund({ 年度: year, 预算金额: '9999999', 到位金额: '9999999' }));

/** Loads a scenario as one load and returns the results of the rules. */
export async function judge(world: World): Promise<Judgement> {
  const home = await makeHome();
  try {
    const files: [string, Row[]][] = [
      ['1.csv', world.institutions ?? [institution()]],
      ['2.csv', world.classes ?? []],
      ['3.csv', world.enrolments ?? []],
      ['4.csv', world.payouts ?? []],
      ['5.csv', world.funds ?? FUNDS],
      ['6.csv', world.affected ?? []],
      ['7.csv', world.watchlist ?? []],
    ];
    const result = await home.load(
      Object.fromEntries(
        files.filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, csv(...rows)]),
      ),
    );
    const bad = result.files
      .flatMap(({ sheets }) => sheets)
      .reduce((sum, sheet) => sum + sheet.quarantined, 0);
    if (bad > 0) throw new Error(`${bad} rows of this world are quarantined`);
    const snapshot = await openCurrentSnapshot(home.home);
    try {
      const connection = await snapshot.connect();
      const payouts = await all(judgedPayouts(connection));
      const findings: Record<string, string[]> = {};
      for (const { rule, key } of await readFindings(connection))
        findings[rule] = [...(findings[rule] ?? []), key];
      return {
        payouts: Object.fromEntries(payouts.map(({ payoutId, verdict, due }) => [payoutId, [verdict, due]])),
        findings,
      };
    } finally {
      snapshot.close();
    }
  } finally {
    await home.remove();
  }
}

/**
 * Loads several scenarios as one load, each with its own classes, people and payouts, which is faster.
 * @returns the amount due of each of their payouts, by scenario
 */
export async function dueInEach(worlds: World[]): Promise<(string | null)[][]> {
  const apart = worlds.map((world, at) => ({
    classes: world.classes?.map((row) => ofWorld(row, at)),
    enrolments: world.enrolments?.map((row) => ofWorld(row, at)),
    payouts: world.payouts?.map((row) => ofWorld(row, at)),
  }));
  const { payouts } = await judge({
    classes: apart.flatMap(({ classes = [] }) => classes),
    enrolments: apart.flatMap(({ enrolments = [] }) => enrolments),
    payouts: apart.flatMap(({ payouts = [] }) => payouts),
  });
  return apart.map(({ payouts: own = [] }) => own.map(({ 发放编号 = '' }) => payouts[发放编号]?.[1] ?? null));
}

/** A row of the scenario with this number: same day of the month, same person. */
function ofWorld(row: Row, at: number): Row {
  const own = Object.fromEntries(
    ['班级编号', '发放编号', '证书编号']
      .filter((label) => row[label])
      .map((label) => [label, `${at}-${row[label]}`]),
  );
  const serial = row.证件号码?.slice(14, 17);
  const day = String(1 + at).padStart(2, '0');
  return { ...row, ...own, ...(serial && { 证件号码: personId(Number(serial), `199001${day}`) }) };
}

/** n people of one class. */
export const roll = (classId: string, count: number, change: Row = {}): Row[] =>
  Array.from({ length: count }, (_, serial) =>
    enrolment({
      班级编号: classId,
      证件号码: personId(serial + 1),
      证书编号: `${classId}-${serial}`,
      ...change,
    }),
  );

/** A project class (P0) of 40 lesson hours without any finding. */
export const projectClass = (change: Row = {}): Row =>
  trainingClass({ 培训方式: '项目制培训', 补贴标准: 'P0', 等级: '无', 计划人数: '100', ...change });

/** An apprenticeship. */
export const apprenticeship = (change: Row = {}): Row =>
  trainingClass({
    培训方式: '企业新型学徒制',
    补贴标准: 'A4',
    等级: '中级工',
    '职业（工种）或项目': '汽车装备-焊工',
    ...change,
  });

export const apprentice = (change: Row = {}): Row => enrolment({ 学徒类型: '职工学徒', ...change });

/** One row that pays a whole class. */
export const classPayout = (change: Row = {}): Row =>
  payout({ 证件号码: '', 收款方类型: '机构', 收款方名称: '甲培训学校', 补贴人数: '10', ...change });
