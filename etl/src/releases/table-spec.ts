import type { Bilingual, FigureId } from '@skill-ledger/contracts';
import { FIGURES } from '../figures/definitions.ts';

/** How a value is written: yuan with two decimals, ratios with six. */
export type FieldType = 'text' | 'count' | 'number' | 'yuan' | 'ratio' | 'flag';

/** One column of a published table. */
export interface Field {
  name: string;
  title: Bilingual;
  type: FieldType;
  /** Unit as readers see it; empty where the field is a name. */
  unit: string;
  definition: Bilingual;
  clause: string;
}

export interface TableSpec {
  name: string;
  title: Bilingual;
  fields: Field[];
  /** Fields that identify a row. */
  keys: string[];
}

/** Values by field as in the CSV: decimal texts, null if a figure does not exist. */
export type TableRow = Record<string, string | null>;

export interface Table extends TableSpec {
  rows: TableRow[];
}

const UNITS: Record<FieldType, string> = {
  text: '',
  count: '人次',
  number: '',
  yuan: '元',
  ratio: '',
  flag: '',
};

/** A column that names what a row is about. */
export const keyField = (name: string, zh: string, en: string): Field => ({
  name,
  title: { zh, en },
  type: 'text',
  unit: '',
  definition: { zh: `${zh}（方案数据中的名称）`, en: `${en}, as the programme names it` },
  clause: '附件',
});

const typeOf = (figure: FigureId): FieldType => {
  const { unit } = FIGURES[figure];
  if (unit === 'yuan') return 'yuan';
  return unit === 'fraction' ? 'ratio' : unit === 'points' ? 'number' : 'count';
};

/** What a period adds to a figure's definition. */
const SPANS = {
  day: { zh: '', en: '', of: { zh: '', en: '' } },
  period: { zh: '本期', en: ' in the period', of: { zh: '；只计本期', en: '; of the period only' } },
  total: {
    zh: '累计',
    en: ' since the programme began',
    of: { zh: '；自行动首日起累计', en: '; from the programme’s first day on' },
  },
} as const;

/** A column that holds a figure: its texts are those of the figure's one definition. */
export function figureField(name: string, figure: FigureId, span: keyof typeof SPANS = 'day'): Field {
  const { label, definition, clause } = FIGURES[figure];
  const { zh, en, of } = SPANS[span];
  const type = typeOf(figure);
  return {
    name,
    title: { zh: `${zh}${label.zh}`, en: `${label.en}${en}` },
    type,
    unit: FIGURES[figure].unit === 'persons' ? '人' : UNITS[type],
    definition: { zh: `${definition.zh}${of.zh}`, en: `${definition.en}${of.en}` },
    clause,
  };
}

export const plainField = (
  name: string,
  type: FieldType,
  title: Bilingual,
  definition: Bilingual,
  clause: string,
): Field => ({ name, type, title, unit: UNITS[type], definition, clause });
