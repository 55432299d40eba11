import { describe, expect, test } from 'vitest';
import type { Cell, SheetRow } from '../formats/index.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { recogniseHeader } from './recognise.ts';

const { columns } = await loadProgramme(programmeFolder('yiwu-2019-2021'));

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

  test('count once: of two alike the first is read', () => {
    const known = recogniseHeader(sheet(`${WORKFORCE} 就业人数`), columns).known;
    expect(known?.columns.get('employed')).toBe(2);
    expect(known?.extra).toEqual(['就业人数']);
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
    expect(recogniseHeader(below(10), columns)).toEqual({ known: null, nearest: null });
  });

  test('needs every required key column, but no optional one', () => {
    expect(recogniseHeader(sheet(WORKFORCE.replace('范围 ', '')), columns).known?.kind).toBe('workforce');
    expect(recogniseHeader(sheet(WORKFORCE.replace('统计日期 ', '')), columns)).toEqual({
      known: null,
      nearest: { kind: 'workforce', headerRow: 1, missing: ['统计日期'] },
    });
  });

  test('needs 60 % of the required columns', () => {
    expect(recogniseHeader(sheet('机构编码 机构名称 机构类型'), columns).known?.kind).toBe('institutions');
    expect(recogniseHeader(sheet('机构编码 机构名称'), columns)).toEqual({
      known: null,
      nearest: { kind: 'institutions', headerRow: 1, missing: ['机构类型', '所在地', '资质起始日期'] },
    });
  });

  test('is no header when a single word agrees', () => {
    expect(recogniseHeader(sheet('姓名 电话 地址'), columns)).toEqual({ known: null, nearest: null });
  });
});
