import { describe, expect, test } from 'vitest';
import type { Cell, MergedRange, SheetRow } from '../formats/index.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { recogniseHeader as recognise } from './recognise.ts';

const { columns } = await loadProgramme(programmeFolder('yiwu-2019-2021'));

/** The first table as its fields by column, and what the sheet comes nearest to. */
function recogniseHeader(rows: SheetRow[], contract = columns, merges: MergedRange[] = []) {
  const { tables, nearest } = recognise(rows, contract, merges);
  const [first] = tables;
  if (!first) return { known: null, nearest, tables };
  const { kind, lastRow, extra } = first;
  const fields = new Map(first.columns.map(({ column, index }) => [column.field, index]));
  return { known: { kind, headerRow: lastRow, columns: fields, extra }, nearest, tables };
}

const sheet = (...lines: (Cell[] | string)[]): SheetRow[] =>
  lines.map((line, index) => ({ row: index + 1, cells: typeof line === 'string' ? line.split(' ') : line }));

const WORKFORCE = '统计日期 范围 就业人员数 技能劳动者数 高技能人才数';

test.each([...new Set(columns.map(({ kind }) => kind))])(
  '%s is known by its labels, and by its synonyms',
  (kind) => {
    const ours = columns.filter((column) => column.kind === kind);
    const indexes = new Map(ours.map(({ field }, index) => [field, index]));
    const labels = ours.map(({ label }) => label);
    expect(recogniseHeader(sheet(labels), columns).known).toEqual({
      kind,
      headerRow: 1,
      columns: indexes,
      extra: [],
    });
    const synonyms = ours.map(({ synonyms, label }) => synonyms.at(-1) ?? label);
    expect(recogniseHeader(sheet(synonyms), columns).known).toMatchObject({ kind, columns: indexes });
  },
);

describe('headers', () => {
  test('stand below titles, in any order, with spaces, line breaks, full width and one closing bracket', () => {
    const known = recogniseHeader(
      sheet('义乌市资金安排表', '', [
        '序 号',
        '到位\n金额（元）',
        '资金来源[必填]',
        '年　度',
        '预算金额(万元)(元)',
        '部门',
        null,
      ]),
      columns,
    ).known;
    expect(known).toEqual({
      kind: 'funds',
      headerRow: 3,
      columns: new Map([
        ['arrived', 1],
        ['source', 2],
        ['year', 3],
        ['department', 5],
      ]),
      extra: ['序号', '预算金额(万元)(元)'],
    });
  });

  test('may hold brackets of their own', () => {
    const labels = columns.filter(({ kind }) => kind === 'classes').map(({ label }) => label);
    const at = labels.indexOf('职业（工种）或项目');
    for (const header of [
      '职业(工种)或项目',
      '职业（工种）',
      '职业(工种)或项目（必填）',
      '职业（工种）(必填)',
    ]) {
      const known = recogniseHeader(sheet(labels.with(at, header)), columns).known;
      expect(known?.columns.get('occupation'), header).toBe(at);
    }
  });

  test('count once: the label outranks a synonym, and that a bracketed form', () => {
    const known = recogniseHeader(sheet(`就业人数 ${WORKFORCE}`), columns).known;
    expect(known?.columns.get('employed')).toBe(3);
    expect(known?.extra).toEqual(['就业人数']);
    const bracketed = recogniseHeader(
      sheet(`就业人员数（人） ${WORKFORCE.replace('就业人员数', '就业人数')}`),
      columns,
    );
    expect(bracketed.known?.columns.get('employed')).toBe(3);
  });

  test('are refused where two claim a field with equal right', () => {
    const { tables } = recogniseHeader(sheet(`${WORKFORCE.replace('就业人员数', '就业人数')} 就业人员总数`));
    expect(tables[0]?.refused?.zh).toContain('“就业人数”和“就业人员总数”两列都可作“就业人员数”');
  });

  test.each(['*就业人员数', '必填：就业人员数', '就业人员数*', '【必填】就业人员数', '就业人员数（必填）'])(
    'may be marked as required: %s',
    (header) => {
      const { known } = recogniseHeader(sheet(`${WORKFORCE.replace('就业人员数', header)} 就业人数`));
      expect(known?.columns.get('employed')).toBe(2);
    },
  );

  test.each(['就业人员数（监护人）', '就业人员数(理论)', '就业人员数（2020）', '就业人员数（非农）'])(
    'do not lose a bracket that says whose or which: %s',
    (header) => {
      const { known } = recogniseHeader(sheet(WORKFORCE.replace('就业人员数', header)));
      expect(known?.columns.has('employed')).toBe(false);
      expect(known?.extra).toHaveLength(1);
    },
  );
});

const FUNDS = '年度 部门 资金来源 预算金额 到位金额';
const factors = (...lines: string[]) => {
  const [table] = recogniseHeader(sheet(...lines)).tables;
  const factorOf = (field: string) => table?.columns.find(({ column }) => column.field === field)?.factor;
  return table?.refused ? table.refused.zh : [factorOf('budget'), factorOf('arrived')];
};

describe('units', () => {
  test.each([
    ['年度 部门 资金来源 预算金额（万元） 到位金额（单位：千元）', [10_000, 1000]],
    ['年度 部门 资金来源 预算金额/万元 到位金额（元）', [10_000, 1]],
    ['年度 部门 资金来源 预算金额（必填）（万元） 到位金额万元', [10_000, 10_000]],
    ['年度 部门 资金来源 预算金额（人民币万元） 到位金额{万元}', [10_000, 10_000]],
  ])('of headers: %s', (header, expected) => expect(factors(header)).toEqual(expected));

  test.each([
    ['资金安排表 单位：万元', [10_000, 10_000]],
    ['（单位:万元）', [10_000, 10_000]],
    ['资金安排表（万元）', [10_000, 10_000]],
    ['金额单位：千元、人', [1000, 1000]],
    ['填报单位：人社局', [1, 1]],
  ])('of titles: %s', (title, expected) => expect(factors(title, FUNDS)).toEqual(expected));

  test.each([
    ['单　位：万　元', [10_000, 10_000]],
    ['金额单位： 万元   2020年3月', [10_000, 10_000]],
    ['金额以千元为单位', [1000, 1000]],
    ['填报单位：天台县人社局', [1, 1]],
    ['单位 万元', [10_000, 10_000]],
    ['单位万元', [10_000, 10_000]],
    ['万元', [10_000, 10_000]],
    ['（单位：人民币万元）', [10_000, 10_000]],
    ['货币单位：人民币 万元', [10_000, 10_000]],
    ['金额：万元', [10_000, 10_000]],
    ['单位：元（人民币）', [1, 1]],
    ['2020年资金安排表　万元', [10_000, 10_000]],
    ['單位：萬元', [10_000, 10_000]],
    ['｛单位：万元｝', [10_000, 10_000]],
    ['2020年下达资金 1600 万元', [1, 1]],
    ['用人单位 万人', [1, 1]],
  ])('of titles with spaces: %s', (title, expected) => {
    const [table] = recognise(
      [
        { row: 1, cells: [title] },
        { row: 2, cells: FUNDS.split(' ') },
      ],
      columns,
    ).tables;
    expect(table?.columns.slice(-2).map(({ factor }) => factor)).toEqual(expected);
  });

  test('of the row below the header', () =>
    expect(factors(FUNDS, '   万元 元', '2020 人社局 就业补助资金 16 12')).toEqual([10_000, 1]));

  test('of a header count before those of a title', () =>
    expect(factors('单位：万元', FUNDS.replace('预算金额', '预算金额（元）'))).toEqual([1, 10_000]));

  test.each([
    [FUNDS.replace('预算金额', '预算金额（万美元）'), '', '万美元'],
    [FUNDS.replace('预算金额', '预算金额（亿元）'), '', '亿元'],
    [FUNDS, '单位：美元', '美元'],
    [FUNDS, '单位：元、万元', '元、万元'],
  ])('that cannot be converted refuse the table: %s %s', (header, title, unit) =>
    expect(factors(title, header)).toContain(`单位是“${unit}”`),
  );
});

const ROSTER = '班级编号 姓名 证件号码 人员类别 出勤课时 培训状态 考核结果';
const PAYOUTS = '发放编号 班级编号 收款方类型 收款方名称 收款账号 补贴人数 发放金额 资金来源 发放状态';

describe('tables side by side', () => {
  test.each([
    ['the same headers twice', `${ROSTER} ${ROSTER}`, ['enrolments', 'enrolments'], [7, 14]],
    ['numbered ones', `序号 ${ROSTER} 序号 ${ROSTER}`, ['enrolments', 'enrolments'], [8, 16]],
    ['of two kinds', `${ROSTER} ${PAYOUTS}`, ['enrolments', 'payouts'], [7, 16]],
    ['with a blank column', `${ROSTER}  ${PAYOUTS}`, ['enrolments', 'payouts'], [7, 17]],
  ])('%s', (_, header, kinds, widths) => {
    const { tables } = recogniseHeader(sheet(header));
    expect(tables.map(({ kind }) => kind)).toEqual(kinds);
    expect(tables.map(({ width }) => width)).toEqual(widths);
    expect(tables.every(({ refused }) => refused === null)).toBe(true);
  });

  test('are not made of one table with a column of its own', () => {
    expect(recogniseHeader(sheet(`${PAYOUTS}  年度 部门`)).tables).toHaveLength(1);
  });
});

const across = (row: number, firstColumn: number, lastColumn: number): MergedRange => ({
  firstRow: row,
  lastRow: row,
  firstColumn,
  lastColumn,
});

describe('a header of two rows', () => {
  const notice = (group: string, first: string, last: string): SheetRow[] =>
    sheet(`${PAYOUTS} ${group}`, [...Array<null>(9).fill(null), first, last]);

  test.each([
    ['公示日期', '开始', '结束'],
    ['公示', '开始日期', '结束日期'],
    ['公示时间', '起', '止'],
    ['公示期', '起始', '截止'],
  ])('is read as both words: %s · %s, %s', (...words) => {
    for (const merges of [[across(1, 9, 10)], []]) {
      const { known } = recogniseHeader(notice(...words), columns, merges);
      expect(known).toMatchObject({ kind: 'payouts', headerRow: 2 });
      expect([known?.columns.get('notice_from'), known?.columns.get('notice_until')]).toEqual([9, 10]);
    }
  });

  test('may have groups that name the subject alone', () => {
    const rows = sheet(
      '班级编号 班级名称 领域 培训方式 补贴标准 职业（工种）或项目 等级 主管部门 承办机构编码 实施主体 实施镇街 培训地域 培训时间  课时 计划人数',
      [...Array<null>(12).fill(null), '开班日期', '结束日期'],
    );
    const { known, tables } = recogniseHeader(rows);
    expect(tables[0]?.refused).toBeNull();
    expect([known?.columns.get('starts_on'), known?.columns.get('ends_on')]).toEqual([12, 13]);
  });

  test('may group every column', () => {
    const rows = sheet(['班级信息', '学员信息', null, null, '培训情况', null, null], ROSTER);
    const merges = [across(1, 1, 3), across(1, 4, 6)];
    expect(recogniseHeader(rows, columns, merges).known).toMatchObject({ kind: 'enrolments', headerRow: 2 });
  });

  test('is refused where a group hides a required column', () => {
    const rows = sheet(
      ['班级编号', '监护人', null, '人员类别', '出勤课时', '培训状态', '考核结果'],
      [null, '姓名', '证件号码'],
    );
    for (const merges of [[across(1, 1, 2)], []]) {
      expect(recogniseHeader(rows, columns, merges).tables[0]?.refused?.zh).toContain('监护人·姓名');
    }
    const parts = sheet(
      [...PAYOUTS.split(' ').slice(0, 6), '发放金额', null, '资金来源', '发放状态'],
      [...Array<null>(6).fill(null), '中央', '地方'],
    );
    expect(recogniseHeader(parts, columns).tables[0]?.refused?.zh).toContain('发放金额·中央');
  });

  test('tells the trainee from another person', () => {
    const rows = sheet(
      ['班级编号', '监护人', null, '学员信息', null, '人员类别', '出勤课时', '培训状态', '考核结果'],
      [null, '姓名', '证件号码', '姓名', '证件号码'],
    );
    const { known } = recogniseHeader(rows, columns, [across(1, 1, 2), across(1, 3, 4)]);
    expect(known?.columns.get('person_name')).toBe(3);
    expect(known?.columns.get('person_id')).toBe(4);
  });

  test('is none where a title stands above the header', () => {
    const rows = sheet(['培训学员台账', null, null, '单位：人', null, null, null], ROSTER);
    const { tables } = recogniseHeader(rows, columns, [across(1, 0, 2), across(1, 3, 6)]);
    expect(tables[0]).toMatchObject({ kind: 'enrolments', firstRow: 2, refused: null });
  });
});

describe('the header row', () => {
  test('is the one with most required columns, of equals the first', () => {
    const rows = sheet('统计日期 就业人员数 技能劳动者数', WORKFORCE, WORKFORCE);
    expect(recogniseHeader(rows, columns).known?.headerRow).toBe(2);
  });

  test('is looked for in ten rows', () => {
    const below = (count: number): SheetRow[] => sheet(...Array<string>(count).fill(''), WORKFORCE);
    expect(recogniseHeader(below(9), columns).known?.headerRow).toBe(10);
    expect(recogniseHeader(below(10), columns)).toEqual({ known: null, nearest: null, tables: [] });
  });

  test('needs every required key column, but no optional one', () => {
    expect(recogniseHeader(sheet(WORKFORCE.replace('范围 ', '')), columns).known?.kind).toBe('workforce');
    expect(recogniseHeader(sheet(WORKFORCE.replace('统计日期 ', '')), columns)).toEqual({
      known: null,
      tables: [],
      nearest: { kind: 'workforce', headerRow: 1, missing: ['统计日期'] },
    });
  });

  test('needs 60 % of the required columns', () => {
    expect(recogniseHeader(sheet('机构编码 机构名称 机构类型'), columns).known?.kind).toBe('institutions');
    expect(recogniseHeader(sheet('机构编码 机构名称'), columns)).toEqual({
      known: null,
      tables: [],
      nearest: { kind: 'institutions', headerRow: 1, missing: ['机构类型', '所在地', '资质起始日期'] },
    });
  });

  test('is no header when a single word agrees', () => {
    expect(recogniseHeader(sheet('姓名 电话 地址'), columns).nearest).toBeNull();
  });
});
