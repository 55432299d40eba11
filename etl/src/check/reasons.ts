import type { Bilingual } from '@skill-ledger/contracts';
import type { Column } from '../programme/programme.ts';

/** What is wrong and how to fix it, in words that do not depend on the cell's value; `*` is the code's default. */
const TEXTS: Record<string, Record<string, Bilingual>> = {
  V01: {
    '*': { zh: '必填项为空，请填写', en: 'is required but empty: fill it in' },
    apprentice: {
      zh: '企业新型学徒制的学员必须填写（职工学徒或学生学徒）',
      en: 'is required for apprentices: 职工学徒 or 学生学徒',
    },
    person: { zh: '收款方类型为个人时必须填写', en: 'is required when a person is paid' },
  },
  V02: {
    '*': {
      zh: '不是有效日期，请写成 2020-03-05、2020/3/5、2020.3.5、20200305 或 2020年3月5日',
      en: 'is not a valid date: write it like 2020-03-05',
    },
  },
  V03: {
    '*': { zh: '不是数字，请只填数字', en: 'is not a number: enter digits only' },
    negative: { zh: '不能为负数', en: 'must not be negative' },
    decimals: { zh: '金额最多两位小数', en: 'may have at most two decimals' },
    whole: { zh: '必须是整数', en: 'must be a whole number' },
    several: {
      zh: '一个单元格里写了几个数字，无法判断以哪个为准；请只填一个数字',
      en: 'holds several numbers, which leaves open which one counts: enter one',
    },
    year: { zh: '不是年份，请写成 2020 或 2020年', en: 'is not a year: write it like 2020' },
  },
  V04: { '*': { zh: '不在规定的选项内，请从下列选项中选择：{values}', en: 'is not one of: {values}' } },
  V05: {
    '*': { zh: '证件号码有误', en: 'is not a valid person id' },
    old: {
      zh: '是15位旧身份证号，请填写18位公民身份号码',
      en: 'is a 15-digit id: enter the 18-character one',
    },
    length: {
      zh: '不是18位公民身份号码（其他证件不能使用），请核对',
      en: 'does not have 18 characters: check it (other documents cannot be used)',
    },
    other: {
      zh: '不是公民身份号码（其他证件不能使用），请核对',
      en: 'is not a person id: check it (other documents cannot be used)',
    },
    birth: {
      zh: '其中的出生日期不可能存在，请对照身份证核对',
      en: 'contains an impossible birth date: check it against the card',
    },
    check: {
      zh: '校验码不正确，请对照身份证逐位核对',
      en: 'has a wrong check digit: compare it with the card digit by digit',
    },
  },
  V06: {
    '*': {
      zh: '被 Excel 转成了数字，后几位已永久丢失；请把单元格设为“文本”后重新录入完整号码',
      en: 'was converted to a number by Excel and has lost digits: format the cell as text and enter it again',
    },
  },
  V07: {
    '*': { zh: '统一社会信用代码有误', en: 'is not a valid credit code' },
    length: { zh: '统一社会信用代码应为18位，请核对', en: 'must have 18 characters: check it' },
    alphabet: {
      zh: '统一社会信用代码含有不允许的字符（不含 I、O、S、V、Z），请核对',
      en: 'has a character that credit codes do not use (I, O, S, V, Z): check it',
    },
    check: { zh: '统一社会信用代码校验码不正确，请核对', en: 'has a wrong check character: check it' },
  },
  V08: { '*': { zh: '开班日期晚于结束日期，请核对两个日期', en: 'is after the last day: check both dates' } },
  V09: {
    '*': { zh: '在方案数据中不存在，请核对写法', en: 'does not exist in the programme: check the spelling' },
    class: {
      zh: '没有这个班级编号的培训班；请先（或同时）报送该班，本行会自动通过',
      en: 'refers to an unknown class: load the class, and this row is accepted automatically',
    },
    institution: {
      zh: '没有这个机构编码的培训机构；请先（或同时）报送该机构，本行会自动通过',
      en: 'refers to an unknown institution: load it, and this row is accepted automatically',
    },
    'class-waits': {
      zh: '所引用的培训班自己也在待修正中；那一行改好后，本行自动通过，不必改动',
      en: 'names a class that is itself quarantined: this row is released automatically once that one is fixed',
    },
    'institution-waits': {
      zh: '所引用的培训机构自己也在待修正中；那一行改好后，本行自动通过，不必改动',
      en: 'names an institution that is itself quarantined: this row is released automatically once that one is fixed',
    },
  },
  V10: {
    '*': {
      zh: '同一次报送中同一编号有内容不同的多行，无法判断哪一行正确；请只保留正确的一行',
      en: 'occurs in several different rows: keep only the correct one',
    },
  },
  V11: {
    '*': {
      zh: '证书编号与发证日期应同时填写，请补齐另一项',
      en: 'certificate number and issue date belong together: add the other',
    },
  },
  V12: { '*': { zh: '发证日期早于班级结束日期，请核对', en: 'is before the class ended: check it' } },
  V13: { '*': { zh: '出勤课时超过班级课时，请核对', en: 'exceeds the hours of the class: check it' } },
  V14: {
    '*': {
      zh: '结束日期不在计数期内，不计入完成人次',
      en: 'is outside the counting period: not counted as completed',
    },
  },
  V15: { '*': { zh: '满意度必须是 1 到 5 的整数', en: 'must be a whole number from 1 to 5' } },
  V16: {
    '*': { zh: '发放日期与发放状态不符', en: 'does not match the payment status' },
    missing: { zh: '已发放的补贴必须填写发放日期', en: 'is required once paid' },
    early: { zh: '待公示、公示中的补贴不应有发放日期', en: 'must be empty before payment' },
  },
  V17: { '*': { zh: '不是手机号码，请核对', en: 'is not a mobile number: check it' } },
  V18: {
    '*': { zh: '补贴人数有误', en: 'is wrong' },
    none: { zh: '补贴人数至少为 1', en: 'must be at least 1' },
    person: { zh: '发放给个人时补贴人数必须为 1', en: 'must be 1 when a person is paid' },
  },
  V19: { '*': { zh: '公示结束日期早于公示开始日期', en: 'is before the notice began' } },
  V20: {
    '*': { zh: '在训和结业学员多于计划人数，请核对', en: 'is less than the trainees of the class: check it' },
  },
  V21: {
    '*': { zh: '人数关系不成立', en: 'does not add up' },
    high: { zh: '高技能人才数不能大于技能劳动者数', en: 'must not exceed the skilled workers' },
    skilled: { zh: '技能劳动者数不能大于就业人员数', en: 'must not exceed the employed' },
  },
  V22: {
    '*': {
      zh: '不属于本单位，不能由本单位报送；请核对，确需修改请交专班办公室报送',
      en: 'does not belong to your unit: check it, or ask the work-group office to load it',
    },
  },
  V23: {
    '*': {
      zh: '本行在表头最后一列之后还有内容，各列可能错位（如金额中的逗号未加引号）；请核对各列，删去多出的单元格',
      en: 'is followed by more filled cells than the header has columns, so the row may be shifted (a comma in an amount without quotes?): check every column and clear the surplus cells',
    },
    split: {
      zh: '表头跨列合并，内容分写在下面的几个单元格里；请取消合并，把完整内容写在一个单元格里',
      en: 'is written into several cells below one merged header: unmerge it and enter the whole value in one cell',
    },
  },
  V24: {
    '*': {
      zh: '是 Excel 错误值（如 #N/A、########），不是内容；请在原表中改正公式或加宽列后重新填写',
      en: 'is an Excel error (#N/A, ########), not a value: correct the formula or widen the column, then enter the value',
    },
  },
  V25: {
    '*': {
      zh: '公式没有保存结果（文件由程序生成，未经 Excel 计算），或文件缺少该单元格的内容；请用 Excel 或 WPS 打开并保存后重新报送',
      en: 'is a formula without a stored value, or content missing from the file: open and save the workbook in Excel or WPS, then upload it again',
    },
    struck: {
      zh: '一部分文字被划去（删除线），不能确定以哪部分为准；请改为最终内容，不留删除线',
      en: 'is struck through in part, which leaves open what counts: enter the final content without strikethrough',
    },
    several: {
      zh: '一个单元格里写了几个号码，无法判断以哪个为准；请只填一个号码',
      en: 'holds several numbers, which leaves open which one counts: enter one',
    },
    said: {
      zh: '写的是说明（如“同上”“待定”“办理中”），不是内容；请填写实际内容，没有则留空',
      en: 'is a remark (as above, to follow, pending), not a value: enter the value itself, or leave it empty if there is none',
    },
  },
  V26: {
    '*': {
      zh: '一个数字合并在多行上，可能是这几行的合计；请取消合并，逐行填写各行自己的数字',
      en: 'is one number merged over several rows and may be their total: unmerge it and enter the number of each row',
    },
    across: {
      zh: '与左边的单元格合并在一起，无法判断内容属于哪一列；请取消合并，分别填写各列',
      en: 'is merged with a cell to its left, which leaves open which column is meant: unmerge them and fill in each',
    },
  },
};

/** A failure as the check writes it: `V05:person_id:check`. */
export interface Failure {
  code: string;
  field: string;
  detail: string;
}

export function parseFailure(text: string): Failure {
  const [code = '', field = '', detail = ''] = text.split(':');
  return { code, field, detail };
}

/**
 * The reason as text: code, column, what is wrong, how to fix it. Never contains the cell's value, so that
 * it can be shown and logged where personal data may not.
 * @param columns the contract of the row's kind
 */
export function reasonText({ code, field, detail }: Failure, columns: Column[]): Bilingual {
  const column = columns.find((candidate) => candidate.field === field);
  const text = TEXTS[code]?.[detail] ?? TEXTS[code]?.['*'] ?? { zh: '未通过检查', en: 'failed the check' };
  const values = column?.values.join('、') ?? '';
  const label = column?.label ?? field;
  return {
    zh: `${code} ${label}：${text.zh.replace('{values}', values)}`,
    en: `${code} ${label} ${text.en.replace('{values}', values)}`,
  };
}
