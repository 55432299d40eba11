import type { TestHome } from '../home.ts';
import {
  creditCode,
  csv,
  enrolment,
  institution,
  payout,
  personId,
  statistic,
  trainingClass,
} from '../ledgers.ts';

type Row = Record<string, string>;

const DOMAINS = [
  '技能精进',
  '智能制造',
  '电商物流',
  '创业素质',
  '安全技能',
  '乡村振兴',
  '产业服务',
  '生活服务',
];
const GROUPS = ['企业职工', '农村转移就业劳动者', '两后生', '失业人员', '退役军人', '残疾人', '其他'];
const HOMES = ['', '佛堂镇', '义乌市佛堂镇', '稠城街道', '上溪镇', '金华市区', '佛堂镇'];
const TRAININGS = [
  ['职业资格培训', 'Q5', '初级工'],
  ['职业资格培训', 'Q3', '高级工'],
  ['安全技能培训', 'S3', '无'],
  ['创业培训', 'E1', '无'],
  ['项目制培训', 'P0', '无'],
] as const;
const DEPARTMENTS = ['人社局', '经信局', '应急管理局', '农业农村局', '佛堂镇'];
const TOWNS = ['稠城街道', '佛堂镇', '上溪镇', '市本级'];
/** First and last days of classes: around the ends of periods, and outside of the programme. */
const DAYS = [
  ['2019-12-20', '2020-01-01'],
  ['2020-03-02', '2020-03-31'],
  ['2020-11-30', '2020-12-31'],
  ['2021-01-04', '2021-02-11'],
  ['2021-03-01', '2021-03-31'],
  ['2021-03-30', '2021-04-01'],
  ['2021-05-10', '2021-05-17'],
  ['2021-06-28', '2021-07-01'],
  ['2021-12-06', '2021-12-31'],
  ['2021-12-30', '2022-01-02'],
] as const;
/** Years and days of birth: from below the working age to far above, on the first day of a class and beside it. */
const BIRTHS = [
  ...['20071231', '20040302', '20040303', '19960104', '19951130', '19860301', '19851220'],
  ...['19760510', '19751206', '19660628', '19651230', '19500101'],
];

/** Skewed: the first values are the frequent ones. */
const skewed = <T>(list: readonly T[], nth: number): T => list[((nth * nth + 3) % 97) % list.length] as T;

/**
 * Loads classes with people of every group, domain, age and home town, some of them few, and payments by every source.
 * @param seed another one shifts who is where
 */
export async function loadCrowd(test: TestHome, seed: number): Promise<void> {
  const classes: Row[] = [];
  const people: Row[] = [];
  const payouts: Row[] = [];
  let serial = 0;
  for (let nth = 0; nth < 60; nth += 1) {
    const [mode, standard, level] = skewed(TRAININGS, nth + seed);
    const [first, last] = DAYS[(nth + seed) % DAYS.length] ?? DAYS[0];
    const klass = trainingClass({
      ...{ 班级编号: `C${nth}`, 领域: skewed(DOMAINS, nth * 3 + seed), 培训方式: mode, 补贴标准: standard },
      ...{ 等级: level, 主管部门: skewed(DEPARTMENTS, nth + 2 * seed), 实施镇街: skewed(TOWNS, nth + seed) },
      ...{ 承办机构编码: creditCode(20 + (nth % 4)), 备案日期: first, 开班日期: first, 结束日期: last },
    });
    classes.push(klass);
    for (let at = 0; at < 3 + ((nth * 7 + seed) % 19); at += 1) {
      serial += 1;
      const id = personId(serial % 1000, skewed(BIRTHS, serial + seed));
      const trainee = enrolment({
        ...{ 班级编号: `C${nth}`, 证件号码: id, 姓名: '李四', 人员类别: skewed(GROUPS, serial * 5 + seed) },
        ...{ 常住镇街: skewed(HOMES, serial * 7 + seed), 证书编号: `P${serial}`, 发证日期: last },
        培训状态: serial % 11 === 0 ? '退学' : '结业',
        考核结果: serial % 6 === 0 ? '不合格' : '合格',
      });
      people.push(trainee);
      if (serial % 3 > 0) continue;
      payouts.push(
        payout({
          ...{ 发放编号: `D${serial}`, 班级编号: `C${nth}`, 证件号码: id, 收款方名称: '李四' },
          发放金额: `${100 + serial}.${String(serial % 100).padStart(2, '0')}`,
          资金来源: skewed(['就业补助资金', '行业产业发展经费', '地方人才经费'], serial),
          发放日期: last,
        }),
      );
    }
  }
  const schools = [20, 21, 22, 23].map((one) =>
    institution({ 机构编码: creditCode(one), 机构名称: `第${one}培训学校` }),
  );
  const statistics = [
    statistic(),
    statistic({ 统计日期: '2021-03-31', 技能劳动者数: '251', 高技能人才数: '71' }),
    statistic({ 统计日期: '2021-12-31', 就业人员数: '1003', 技能劳动者数: '269', 高技能人才数: '83' }),
  ];
  await test.load({
    'c1.csv': csv(...schools),
    'c2.csv': csv(...classes),
    'c3.csv': csv(...people),
    'c4.csv': csv(...payouts),
    'c5.csv': csv(...statistics),
  });
}
