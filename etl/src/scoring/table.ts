import type { ScoreResults } from '@skill-ledger/contracts';
import { csvLine } from '../base/csv.ts';
import { writeTable } from '../workbooks/index.ts';
import { inOrder } from './results.ts';

/** A table about scores, as it is written to files and downloaded. */
export interface ScoreTable {
  name: string;
  header: string[];
  rows: (string | null)[][];
}

/** UTF-8 with a mark, so that Excel reads it as it is. */
export const tableCsv = ({ header, rows }: ScoreTable): string =>
  `\uFEFF${[header, ...rows].map(csvLine).join('')}`;

export const tableWorkbook = ({ name, header, rows }: ScoreTable): Promise<Uint8Array> =>
  writeTable(name, header, rows);

const KINDS = { department: '部门', town: '镇街' };
const THEMES = { number: '人数', quality: '质量', funds: '资金' };

/** The ranking: one line a unit, with grade, aspects and where it loses most. */
export function rankingTable({
  period,
  asOf,
  snapshot,
  scheme,
  units,
  indicators,
}: ScoreResults): ScoreTable {
  const names = new Map(indicators.map(({ id, name }) => [id, name.zh]));
  const themes = Object.entries(THEMES);
  return {
    name: '绩效排名',
    header: [
      '评价期',
      '截至',
      '类别',
      '名次',
      '参评数',
      '单位',
      '总分',
      '等级',
      ...themes.flatMap(([, label]) => [`${label}得分`, `${label}分值`]),
      '主要失分',
      '评分方案',
      '数据快照',
    ],
    rows: inOrder(units).map((unit) => [
      period,
      asOf,
      KINDS[unit.kind],
      unit.rank && String(unit.rank.place),
      unit.rank && String(unit.rank.of),
      unit.unit,
      unit.total ?? '不参评',
      unit.grade,
      ...themes.flatMap(([id]) => {
        const theme = unit.themes.find((one) => one.id === id);
        return [theme?.points ?? '不适用', theme?.weight ?? null];
      }),
      unit.losses.map(({ id, lost }) => `${names.get(id)} −${lost}`).join('；') || null,
      scheme,
      snapshot,
    ]),
  };
}
