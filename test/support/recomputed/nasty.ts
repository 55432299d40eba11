import { withdraw } from '../../../etl/src/operations/withdraw.ts';
import { makeHomeLike, type TestHome } from '../home.ts';
import { csv, enrolment, fund, institution, payout, personId, quota, trainingClass } from '../ledgers.ts';

type Row = Record<string, string>;

/** Numbers from 0 to below 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Mode, standard and level of a class. */
const TRAININGS = [
  ['职业资格培训', 'Q5', '初级工'],
  ['职业资格培训', 'Q4', '中级工'],
  ['职业资格培训', 'q2', '技师'],
  ['职业资格培训', 'QS', '专项'],
  ['安全技能培训', 'S3', '无'],
  ['安全技能培训', 'S1', '高级工'],
  ['项目制培训', 'P0', '无'],
  ['企业新型学徒制', 'A4', '中级工'],
  ['企业新型学徒制', 'AX', '初级工'],
  ['创业培训', 'E1', '无'],
  ['互联网+培训', 'N1', '无'],
] as const;

/** Short, long and wide names, a town as 主管部门, and units that hold few classes. */
const DEPARTMENTS = [
  '人社局',
  '义乌市人力资源和社会保障局',
  '人 社　局',
  '经信局',
  '应急管理局',
  '应急管理局',
  '科协',
  '佛堂镇',
  '残联',
];
const TOWNS = ['稠城街道', '佛堂镇', '义乌市佛堂镇', '上溪镇', '市本级', '市本级'];

/** Last days of classes: edges of periods, of the rules, of the baseline year, and outside everything. */
const LAST_DAYS = [
  '2018-12-31',
  '2019-01-01',
  '2019-06-30',
  '2019-12-31',
  '2020-01-01',
  '2020-01-29',
  '2020-01-30',
  '2020-03-31',
  '2020-04-01',
  '2020-06-30',
  '2020-09-30',
  '2020-10-17',
  '2020-12-31',
  '2021-01-01',
  '2021-02-11',
  '2021-03-31',
  '2021-05-17',
  '2021-06-30',
  '2021-08-08',
  '2021-09-30',
  '2021-11-30',
  '2021-12-31',
  '2022-01-01',
];

const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

/** Rows that reach every corner of the scores. */
class Generator {
  private readonly next: () => number;
  private people = 0;
  private payments = 0;

  constructor(seed: number) {
    this.next = random(seed);
  }

  /** One of them. */
  private of<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)] as T;
  }
  private chance(share: number): boolean {
    return this.next() < share;
  }

  klass(id: string, change: Row = {}): Row {
    const [mode, standard, level] = this.of(TRAININGS);
    const last = this.of(LAST_DAYS);
    const first = addDays(last, -this.of([0, 3, 20, 95]));
    return trainingClass({
      班级编号: id,
      培训方式: mode,
      补贴标准: standard,
      等级: level,
      主管部门: this.of(DEPARTMENTS),
      实施镇街: this.of(TOWNS),
      备案日期: this.chance(0.2) ? '' : addDays(first, this.of([-5, 0, 1])),
      开班日期: first,
      结束日期: last,
      课时: this.of(['8', '40', '100.5']),
      ...change,
    });
  }

  enrolment(klass: Row, change: Row = {}): Row {
    this.people += 1;
    const hasCertificate = change.发证日期 !== undefined || this.chance(0.6);
    return enrolment({
      班级编号: klass.班级编号 ?? '',
      证件号码: personId(this.people % 1000, addDays('1980-01-01', this.people).replaceAll('-', '')),
      姓名: '张三',
      人员类别: this.of(['企业职工', '企业职工', '企业职工', '其他', '其他', '失业人员', '受影响企业职工']),
      学徒类型: klass.培训方式 === '企业新型学徒制' ? '职工学徒' : '',
      培训状态: this.of(['结业', '结业', '结业', '结业', '在训', '退学']),
      考核结果: this.of(['合格', '合格', '合格', '不合格', '未考核']),
      证书编号: hasCertificate ? `Z${this.people}` : '',
      // Some only after the days that are asked for; some without, which warns only.
      发证日期:
        hasCertificate && this.chance(0.9)
          ? addDays(klass.结束日期 ?? '', this.of([-2, 0, 10, 90, 300]))
          : '',
      满意度: this.of(['', '1', '3', '4', '5', '5']),
      ...change,
    });
  }

  payout(klass: Row, person?: Row, change: Row = {}): Row {
    this.payments += 1;
    const status = this.of(['已发放', '已发放', '已发放', '已退回', '待公示', '公示中']);
    const noticed = addDays(klass.结束日期 ?? '', this.of([-3, 5, 40]));
    const hasNotice = status !== '待公示' && this.chance(0.85);
    return payout({
      发放编号: `F${this.payments}`,
      班级编号: klass.班级编号 ?? '',
      证件号码: person?.证件号码 ?? '',
      收款方类型: person ? '个人' : '机构',
      收款方名称: person ? '张三' : '甲培训学校',
      补贴人数: person ? '1' : String(1 + Math.floor(this.next() * 5)),
      发放金额: this.of(['1500.00', '890', '200.05', '0', '12345.67', '1650', '3000']),
      公示开始日期: hasNotice ? addDays(noticed, -5) : '',
      公示结束日期: hasNotice ? noticed : '',
      发放日期:
        status === '已发放' || status === '已退回' ? addDays(noticed, this.of([-1, 0, 1, 30, 31, 200])) : '',
      发放状态: status,
      ...change,
    });
  }

  /** A class with its trainees and payments, by ledger. */
  group(id: string, change: Row = {}): [Row[], Row[], Row[]] {
    const klass = this.klass(id, change);
    // In some classes all goes well.
    const well: Row = { 满意度: '5', 培训状态: '结业', 考核结果: '合格', 发证日期: klass.结束日期 ?? '' };
    const result = this.chance(0.3) ? well : {};
    const people = Array.from({ length: this.of([0, 1, 3, 12, 25]) }, () => this.enrolment(klass, result));
    const payouts = [
      ...people.filter(() => this.chance(0.4)).map((person) => this.payout(klass, person)),
      ...(this.chance(0.5) ? [this.payout(klass)] : []),
    ];
    return [[klass], people, payouts];
  }

  groups(prefix: string, count: number, change: Row = {}): [Row[], Row[], Row[]] {
    const all: [Row[], Row[], Row[]] = [[], [], []];
    for (let nth = 1; nth <= count; nth += 1) {
      for (const [at, rows] of this.group(`${prefix}${nth}`, change).entries()) all[at]?.push(...rows);
    }
    return all;
  }
}

const filesOf = (groups: Row[][]): Record<string, string> =>
  Object.fromEntries(
    groups.flatMap((rows, at): [string, string][] =>
      rows.length > 0 ? [[`${at + 3}.csv`, csv(...rows)]] : [],
    ),
  );

const FUNDS = [
  ...['2019', '2020', '2021'].map((year) => fund({ 年度: year, 预算金额: '123456.79', 到位金额: '1' })),
  fund({ 年度: '2021', 资金来源: '失业保险基金结余', 预算金额: '0.01' }),
  fund({ 年度: '2020', 部门: '经信局', 预算金额: '0' }),
  fund({ 年度: '2021', 部门: '应急管理局', 预算金额: '333.33' }),
  // Little: execution reaches every band.
  fund({ 年度: '2020', 部门: '科协', 预算金额: '900' }),
  fund({ 年度: '2021', 部门: '佛堂镇', 预算金额: '20000' }),
];
const QUOTAS = [
  quota({ 年度: '2020', 任务数: '5' }),
  quota({ 年度: '2020', 领域: '7', 任务数: '4' }),
  quota({ 年度: '2021', 任务数: '101' }),
  // A year without a quota first, a quota of 0, one of the baseline year, and one that is far exceeded.
  quota({ 年度: '2021', 单位: '经信局', 任务数: '7' }),
  quota({ 年度: '2020', 单位: '科协', 任务数: '0' }),
  quota({ 年度: '2019', 单位: '应急管理局', 任务数: '40' }),
  quota({ 年度: '2021', 单位: '应急管理局', 任务数: '3' }),
  quota({ 年度: '2021', 单位: '义乌市佛堂镇', 任务数: '3' }),
  quota({ 年度: '2021', 单位: '妇联', 任务数: '50' }),
];

/**
 * A home with generated ledgers, loaded in several batches, one of them by a unit and one that is withdrawn.
 * @param seed the same gives the same rows
 * @param withPlans whether budgets and quotas are loaded
 */
export const makeNastyHome = (seed: number, withPlans: boolean): Promise<TestHome> =>
  makeHomeLike(`nasty-${seed}${withPlans ? '-planned' : ''}`, (test) => loadNasty(test, seed, withPlans));

async function loadNasty(test: TestHome, seed: number, withPlans: boolean): Promise<void> {
  const make = new Generator(seed);
  const first = make.groups('K', 60);
  await test.load({
    '1.csv': csv(institution()),
    ...(withPlans && { '2.csv': csv(...FUNDS), '2q.csv': csv(...QUOTAS) }),
    ...filesOf(first),
  });
  const [known = {}] = first[0];
  const wide = (known.班级编号 ?? '').replaceAll(/[!-~]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
  );
  // Corrections, and rows that fail in one cell and write class and units in their own way.
  await test.load(
    filesOf([
      [
        ...first[0].slice(1, 6).map((row) => ({ ...row, 主管部门: '经信局', 课时: '48' })),
        make.klass('X1', { 主管部门: '义乌市　科协', 实施镇街: '义乌市佛堂镇', 开班日期: '待定' }),
        make.klass('X2', { 主管部门: '科 协', 实施镇街: '佛堂 镇', 课时: '-1' }),
        make.klass('X3', { 主管部门: '某某局', 实施镇街: '上溪镇' }),
        make.klass(wide, { 主管部门: '妇联', 领域: '没有' }),
      ],
      [
        make.enrolment({ ...known, 班级编号: wide }, { 满意度: '9' }),
        make.enrolment({ ...known, 班级编号: ` ${known.班级编号} ` }, { 证件号码: '12' }),
        make.enrolment({ ...known, 班级编号: (known.班级编号 ?? '').toLowerCase() }),
        make.enrolment({ ...known, 班级编号: 'X1' }),
      ],
      [make.payout({ ...known, 班级编号: `'${known.班级编号}` }, undefined, { 发放金额: '-5' })],
    ]),
  );
  const [own, people, paid] = make.groups('U', 6, { 主管部门: '经信局' });
  await test.load(
    filesOf([
      [
        ...own,
        make.klass('U8', { 主管部门: '残联', 实施镇街: '市本级' }),
        make.klass('U9', { 主管部门: '经信局', 课时: '?' }),
      ],
      [...people, ...first[1].slice(0, 4)],
      paid,
    ]),
    { unit: '经信局' },
  );
  const withdrawn = make.groups('W', 8);
  const { batch } = await test.load(filesOf(withdrawn));
  // Refer to classes that are about to go.
  await test.load(
    filesOf([
      make.groups('L', 5)[0],
      withdrawn[0].map((row) => make.enrolment(row)),
      withdrawn[0].map((row) => make.payout(row)),
    ]),
  );
  await withdraw({ home: test.home, batch: batch ?? '' });
}
