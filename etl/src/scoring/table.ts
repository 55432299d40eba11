import { periodName, type ScoreResults } from '@skill-ledger/contracts';
import { csvLine } from '../base/csv.ts';
import { DAYS, writeSheets } from '../workbooks/index.ts';
import { inOrder } from './results.ts';

/** A table of scores for files and downloads. */
export interface ScoreTable {
  name: string;
  header: string[];
  rows: (string | null)[][];
  /** Excel's format of the columns that hold numbers or days, by their header. */
  numbers: Record<string, string>;
  /** Content of the sheet 说明: label and text of each line. */
  notes: [string, string][];
}

export const NOTES = { name: '说明', header: ['项目', '说明'] };

/** UTF-8 with a byte order mark for Excel. */
export const tableCsv = ({ header, rows }: ScoreTable): string =>
  `\uFEFF${[header, ...rows].map(csvLine).join('')}`;

export const tableWorkbook = ({ notes, ...table }: ScoreTable): Promise<Uint8Array> =>
  writeSheets([table, { ...NOTES, rows: notes }], table.name);

/** Common parts of tables of scores. */
export const notesOf = ({ period, from, to, asOf, snapshot, scheme }: Head): [string, string][] => [
  ['评价期', `${periodName(period).zh}（${from} 至 ${to}）`],
  ['截至', asOf],
  ['数据快照', snapshot],
  ['评分方案', scheme],
  ['得分', '由台账按评分方案计算，每项指标四舍五入到 0.01 一次，总分为各项之和；金额单位为元'],
  ['不适用', '没有分母的指标不计分，分值按比例摊给同一级指标下的其他指标；“调整后分值”为摊分之后的分值'],
  ['复算', `skill-ledger score ${period} --as-of ${asOf} 在同一快照上给出同样的数`],
];

type Head = Pick<ScoreResults, 'period' | 'from' | 'to' | 'asOf' | 'snapshot' | 'scheme'>;

const KINDS = { department: '部门', town: '镇街' };
const THEMES = { number: '人数', quality: '质量', funds: '资金' };

/** The ranking: one line a unit, with grade, aspects and largest losses. */
export function rankingTable(results: ScoreResults): ScoreTable {
  const { period, asOf, snapshot, scheme, units, indicators } = results;
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
    numbers: {
      截至: DAYS,
      名次: '0',
      参评数: '0',
      总分: '0.00',
      ...Object.fromEntries(
        themes.flatMap(([, label]) => [
          [`${label}得分`, '0.00'],
          [`${label}分值`, '0.00'],
        ]),
      ),
    },
    notes: [
      ...notesOf(results),
      ['排名', '部门、镇街分别排名；总分相同名次相同，其后名次空缺；不参评的单位没有名次'],
      ['三个方面', '人数、质量、资金：各指标所属方面由评分方案规定，得分之和等于总分（封顶、扣分之前）'],
      ['主要失分', '分值减得分最多的三项指标'],
    ],
  };
}
