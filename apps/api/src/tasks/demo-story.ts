import type { GivenOrigin, Importance, TaskAction } from '@skill-ledger/contracts';

/** Steps of a task, with their comments. */
type Story = [TaskAction, string][];

const START: Story[number] = ['start', ''];

/** Answers of units to corrections asked for by an evaluation, used in turn. */
export const RECTIFIED: Story[] = [
  [START, ['handIn', '补训计划已下达到各培训机构，首批两个班已开班。'], ['close', '措施具体，同意销号。']],
  [START, ['handIn', '已与培训机构约定送教上门，整改报告见附件。']],
  [START, ['reply', '场地改造下周完工，完工后立即开班。']],
  [],
  [
    START,
    ['handIn', '已加强管理。'],
    ['return', '措施太笼统，请写明责任人和完成时限。'],
    ['handIn', '由培训科负责，月底前完成两个班、80 人次。'],
    ['close', ''],
  ],
];

interface Given {
  kind: 'department' | 'town';
  /** The figure is narrowed to the unit. */
  origin: GivenOrigin;
  text: string;
  dueInDays: number;
  importance: Importance;
  by: 'leader' | 'office';
  /** Number of units of the kind that are skipped. */
  skip: number;
  /** One for each unit that gets the task. */
  stories: Story[];
}

/** Tasks given by hand: notes of a leader on figures, ledgers that are asked for, other matters. */
export const GIVEN: Given[] = [
  {
    ...{ kind: 'town', by: 'leader', importance: 'urgent', dueInDays: 9, skip: 0 },
    origin: { kind: 'figure', figure: 'completed', filters: {} },
    text: '完成人次与序时进度有差距，请分析原因，提出补训计划。',
    stories: [[START], [], [START, ['handIn', '已排定两个班 90 人次，计划见附件。']]],
  },
  {
    ...{ kind: 'department', by: 'leader', importance: 'high', dueInDays: 5, skip: 1 },
    origin: { kind: 'figure', figure: 'paid', filters: {} },
    text: '补贴发放偏慢，请核对公示和拨付环节，写明卡在哪里。',
    stories: [[START, ['reply', '三个班的名单正在公示，期满即拨付。']], []],
  },
  {
    ...{ kind: 'town', by: 'office', importance: 'normal', dueInDays: 2, skip: 4 },
    origin: { kind: 'handIn', ledger: 'payouts' },
    text: '请报送本月补贴台账。',
    stories: [[], [START]],
  },
  {
    ...{ kind: 'town', by: 'office', importance: 'normal', dueInDays: 14, skip: 8 },
    origin: { kind: 'other' },
    text: '请报送企业用工需求，用于安排下季度培训工种。',
    stories: [[], [START, ['handIn', '已汇总 32 家企业的需求。'], ['close', '']], []],
  },
];
