/** State of a form of a demonstration. */
export type Stage =
  | 'notStarted'
  | 'filling'
  | 'confirming'
  | 'submitted'
  | 'reviewing'
  | 'returned'
  | 'returnedTwice';

interface Chapter {
  period: string;
  /** Days from today until it is due. */
  dueInDays: number;
  /** Days from today until it is closed to first submissions. */
  closesInDays?: number;
  note: string;
  /** Stages of the units, one after the other, again from the first. */
  stages: Stage[];
  end: 'open' | 'final' | 'published';
}

/** A period that is planned, in days from today. */
export const PLANNED = {
  period: '2019-2021',
  opensInDays: 30,
  dueInDays: 60,
  closesInDays: 75,
  note: '三年行动终期评价，系统将按期开启。',
};

/** Periods of a demonstration: one published, one final, one under way, one just opened. */
export const STORY: Chapter[] = [
  {
    ...{ period: '2019', dueInDays: 30, end: 'published' },
    note: '2019 年度绩效自评，已公布。',
    stages: [...Array.from({ length: 16 }, (): Stage => 'reviewing'), 'notStarted'],
  },
  {
    ...{ period: '2020', dueInDays: 30, end: 'final' },
    note: '2020 年度绩效自评：受疫情影响，上半年停课。',
    stages: [...Array.from({ length: 10 }, (): Stage => 'reviewing'), 'filling'],
  },
  {
    ...{ period: '2021H1', dueInDays: 7, closesInDays: 20, end: 'open' },
    note: '上半年绩效运行监控，请按期填报；逾期的将在专班例会上通报。',
    stages: [
      ...['returned', 'reviewing', 'submitted', 'confirming', 'filling', 'reviewing', 'submitted'],
      ...['notStarted', 'returnedTwice'],
    ] as Stage[],
  },
  {
    ...{ period: '2021', dueInDays: 45, end: 'open' },
    note: '年度绩效自评，自评表已按台账预填。',
    stages: ['notStarted'],
  },
];

/** 偏差原因及改进措施 of units below a target. */
export const REASONS = [
  '受疫情影响停课两个月；已与培训机构商定补课计划，三季度补齐。',
  '部分企业用工紧张，员工难以脱产；改为送教上门、夜间开班。',
  '定点机构场地改造，开班推迟；已协调相邻镇街场地。',
  '学员补考尚未完成；已安排集中辅导和补考。',
];

export const EXPLANATION = '年初按保守口径下达任务，实际需求高于预期；建议下年度调高目标。';

export const RETURNS = [
  '请补充培训任务未完成的具体原因和完成时限。',
  '改进措施仍不具体，请写明责任人和完成日期。',
];

/** Comments of reviewers who disagree with the unit. */
export const OPINION = '抽查的台账与佐证不一致，按可核实部分计分。';
