import type { Column, ColumnType } from '../programme/programme.ts';

interface Guidance {
  /** How a cell is to be filled in. */
  how: string;
  /** What one looks like; nobody's real number. */
  example: string;
  /** Excel's number format: `@` keeps long numbers as they are typed. */
  format: string;
}

const TEXT = '@';

/** How cells of each type are filled in, for the people who do. */
const GUIDANCE: Record<ColumnType, Guidance> = {
  text: { how: '文字', example: '示例', format: TEXT },
  code: { how: '编号，按文本填写，全市不重复', example: 'SL-0001', format: TEXT },
  personId: { how: '18位公民身份号码，按文本填写', example: '000000199001010017', format: TEXT },
  creditCode: { how: '18位统一社会信用代码，按文本填写', example: '91000000MA00000008', format: TEXT },
  account: { how: '收款账号，按文本填写', example: '6200000000000000000', format: TEXT },
  certificate: { how: '证书编号，按文本填写', example: 'ZS-000001', format: TEXT },
  mobile: { how: '11位手机号码，按文本填写', example: '13000000000', format: TEXT },
  date: { how: '日期，如 2020-03-05', example: '2020-03-05', format: 'yyyy-mm-dd' },
  openDate: { how: '日期，如 2020-03-05；没有期限填“长期”', example: '长期', format: 'yyyy-mm-dd' },
  money: { how: '金额（元），最多两位小数', example: '1500.00', format: '#,##0.00' },
  count: { how: '整数', example: '30', format: '0' },
  hours: { how: '课时数，可有小数', example: '40', format: 'General' },
  rating: { how: '1 到 5 的整数', example: '5', format: '0' },
  year: { how: '年份，如 2020', example: '2020', format: '0' },
  enum: { how: '从下拉列表中选择', example: '', format: TEXT },
  enumList: { how: '从下拉列表中选择；多个之间用“、”分隔', example: '', format: TEXT },
  unit: { how: '从下拉列表中选择，全称也可以', example: '', format: TEXT },
  town: { how: '从下拉列表中选择', example: '', format: TEXT },
  area: { how: '从下拉列表中选择；全市可不填', example: '', format: TEXT },
  domain: { how: '从下拉列表中选择，填序号也可以', example: '', format: TEXT },
  standard: { how: '补贴标准代码，从下拉列表中选择', example: '', format: TEXT },
  class: { how: '培训班台账中的班级编号', example: 'SL-0001', format: TEXT },
  institution: { how: '培训机构台账中的机构编码', example: '91000000MA00000008', format: TEXT },
};

export const guidanceOf = (column: Column): Guidance => GUIDANCE[column.type];
