import type { Bilingual } from './text.ts';

/**
 * The dimensions by which figures are filtered and grouped, in display order: each id is also the name of
 * the filter in every address. Relations and columns are defined in `etl/src/figures/dimensions.ts`.
 */
export const DIMENSIONS = {
  domain: { zh: '领域', en: 'Domain' },
  unit: { zh: '单位', en: 'Unit' },
  department: { zh: '主管部门', en: 'Department in charge' },
  town: { zh: '实施镇街', en: 'Town' },
  mode: { zh: '培训方式', en: 'Mode of training' },
  group: { zh: '人员类别', en: 'Group' },
  level: { zh: '等级', en: 'Level' },
  source: { zh: '资金来源', en: 'Source of funds' },
  year: { zh: '年度', en: 'Year' },
  month: { zh: '月份', en: 'Month' },
  institution: { zh: '承办机构', en: 'Institution' },
  standard: { zh: '补贴标准', en: 'Subsidy standard' },
  occupation: { zh: '职业（工种）或项目', en: 'Occupation or project' },
  homeTown: { zh: '常住镇街', en: 'Home town' },
  sex: { zh: '性别', en: 'Sex' },
  ageBand: { zh: '年龄段', en: 'Age band' },
} satisfies Record<string, Bilingual>;

export type DimensionId = keyof typeof DIMENSIONS;

export const DIMENSION_IDS = Object.keys(DIMENSIONS) as [DimensionId, ...DimensionId[]];

/** Label of rows in which the dimension is empty. */
export const NOT_GIVEN = '未填';
