import {
  DIMENSIONS,
  type DimensionId,
  dayInWords,
  IMPORTANCE_LABELS,
  KIND_LABELS,
  periodName,
  TASK_ACTION_LABELS,
  TASK_LIGHT_LABELS,
  TASK_STATE_LABELS,
  type Task,
  type TaskDetail,
  type TaskEvent,
} from '@skill-ledger/contracts';
import { FIGURES, figureInWords, type TaskSheet } from '@skill-ledger/etl';

/** What a task is about, line by line: label and text. */
export function originLines({ origin }: Pick<Task, 'origin'>): [string, string][] {
  switch (origin.kind) {
    case 'figure': {
      const { figure, value, asOf, snapshot, filters } = origin;
      const { label, unit } = FIGURES[figure];
      const narrowed = Object.entries(filters).map(
        ([id, values]) => `${DIMENSIONS[id as DimensionId].zh}：${values.join('、')}`,
      );
      return [
        ['督办指标', `${label.zh}：${value === null ? '无数据' : figureInWords(value as never, unit)}`],
        ['指标口径', [...narrowed, `截至 ${dayInWords(asOf)}`, `数据快照 ${snapshot}`].join('；')],
      ];
    }
    case 'score': {
      const { unit, period, name, value, weight, asOf, snapshot, scheme } = origin;
      return [
        ['督办得分', `${name.zh}：${value === null ? '不适用' : `${value} / ${weight} 分`}`],
        [
          '得分口径',
          `${unit} ${periodName(period).zh}；截至 ${dayInWords(asOf)}；评分方案 ${scheme}；数据快照 ${snapshot}`,
        ],
      ];
    }
    case 'finding':
      return [['监管预警', `${origin.rule} ${origin.title.zh}`]];
    case 'form':
      return [['绩效自评', `${periodName(origin.period).zh}评价期${origin.returned ? '（退回修改）' : ''}`]];
    case 'rectification':
      return [['评价整改', `${periodName(origin.period).zh}评价期`]];
    case 'handIn':
      return [['报送台账', KIND_LABELS[origin.ledger].zh]];
    case 'objection':
      return [['公示异议', `公示 ${origin.notice}`]];
    case 'other':
      return [];
  }
}

/** A task in lines to paste into a messenger. */
export function plainText(task: Task): string {
  return [
    `【督办 ${task.number}】${task.person ?? task.unit ?? ''}`,
    ...originLines(task).map(([label, text]) => `${label}：${text}`),
    `事项：${task.text}`,
    `期限：${task.dueOn}（${IMPORTANCE_LABELS[task.importance].zh}）`,
    `交办：${task.givenBy}`,
  ].join('\n');
}

const STEP_WORDS = {
  give: '交办',
  attach: '上传附件',
  closeByItself: '自动销号',
  reopenByItself: '自动重新打开',
};

function stepText({ at, by, action, comment, detail }: TaskEvent): string {
  const word = action in STEP_WORDS ? STEP_WORDS[action as keyof typeof STEP_WORDS] : undefined;
  const label = word ?? TASK_ACTION_LABELS[action as keyof typeof TASK_ACTION_LABELS].zh;
  return [`${dayInWords(at)} ${by} ${label}`, detail, comment].filter(Boolean).join('：');
}

/** The 督办单 of a task. */
export const sheetOf = ({ task, events }: Pick<TaskDetail, 'task' | 'events'>): TaskSheet => ({
  number: task.number,
  givenBy: task.givenBy,
  givenOn: dayInWords(task.givenAt),
  assignee: [task.unit, task.person].filter(Boolean).join(' '),
  dueOn: dayInWords(task.dueOn),
  importance: IMPORTANCE_LABELS[task.importance].zh,
  state: [TASK_STATE_LABELS[task.state].zh, task.light && TASK_LIGHT_LABELS[task.light].zh]
    .filter(Boolean)
    .join('，'),
  origin: originLines(task),
  text: task.text,
  steps: events.slice(1).map(stepText),
});
