/** Small ledgers of valid rows, to be changed by one cell at a time. All people and codes are invented. */

/** A person id with a right check digit: area, birth date, serial. */
export function personId(serial: number, birth = '19900101'): string {
  const digits = `110101${birth}${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

/** A credit code with a right check character. */
export function creditCode(serial: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `91110101MA${String(serial).padStart(7, '0')}`;
  let sum = 0;
  for (const [index, character] of [...body].entries())
    sum += alphabet.indexOf(character) * (3 ** index % 31);
  return `${body}${alphabet[(31 - (sum % 31)) % 31]}`;
}

type Row = Record<string, string>;

const table = (rows: Row[]): string => {
  const header = Object.keys(rows[0] ?? {});
  const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(quote).join(','))
    .join('\n');
};

export const institution = (change: Row = {}): Row => ({
  机构编码: creditCode(1),
  机构名称: '甲培训学校',
  机构类型: '民办培训机构',
  所在地: '义乌',
  资质起始日期: '2018-01-01',
  资质截止日期: '长期',
  ...change,
});

export const trainingClass = (change: Row = {}): Row => ({
  班级编号: 'K1',
  班级名称: '电工班',
  领域: '产业服务',
  培训方式: '职业资格培训',
  补贴标准: 'Q5',
  '职业（工种）或项目': '电工',
  等级: '初级工',
  主管部门: '人社局',
  承办机构编码: creditCode(1),
  实施主体: '机构组织',
  实施镇街: '稠城街道',
  培训地域: '市内',
  备案日期: '2020-03-01',
  开班日期: '2020-03-10',
  结束日期: '2020-04-10',
  课时: '40',
  计划人数: '30',
  上浮类型: '无',
  ...change,
});

export const enrolment = (change: Row = {}): Row => ({
  班级编号: 'K1',
  姓名: '张三',
  证件号码: personId(1),
  人员类别: '企业职工',
  学徒类型: '',
  手机号码: '13800000000',
  出勤课时: '40',
  培训状态: '结业',
  考核结果: '合格',
  证书编号: 'Z1',
  发证日期: '2020-05-01',
  满意度: '5',
  ...change,
});

export const payout = (change: Row = {}): Row => ({
  发放编号: 'F1',
  班级编号: 'K1',
  证件号码: personId(1),
  收款方类型: '个人',
  收款方名称: '张三',
  收款账号: '6200000000000000001',
  补贴人数: '1',
  发放金额: '1500.00',
  资金来源: '就业补助资金',
  公示开始日期: '2020-05-10',
  公示结束日期: '2020-05-17',
  发放日期: '2020-05-30',
  发放状态: '已发放',
  ...change,
});

export const statistic = (change: Row = {}): Row => ({
  统计日期: '2020-12-31',
  范围: '',
  就业人员数: '1000',
  技能劳动者数: '250',
  高技能人才数: '70',
  ...change,
});
export const affected = (change: Row = {}): Row => ({
  企业编码: creditCode(7),
  企业名称: '某企业',
  列入日期: '2020-01-01',
  移出日期: '',
  ...change,
});
export const quota = (change: Row = {}): Row => ({
  年度: '2020',
  领域: '1',
  单位: '人社局',
  任务数: '100',
  ...change,
});
export const fund = (change: Row = {}): Row => ({
  年度: '2020',
  部门: '人社局',
  资金来源: '就业补助资金',
  预算金额: '100',
  到位金额: '90',
  ...change,
});

export const csv = (...rows: Row[]): string => table(rows);
