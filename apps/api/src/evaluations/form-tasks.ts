import {
  type FormEvent,
  type FormResult,
  type FormVersion,
  isWithUnit,
  periodName,
} from '@skill-ledger/contracts';
import {
  addTask,
  type Change,
  closeTasksAbout,
  type NewTask,
  originKey,
  type StepAuthor,
  type StoredForm,
  startTasksAbout,
  syncTask,
} from '@skill-ledger/state';

type Named = Pick<StoredForm, 'id' | 'period' | 'unit' | 'dueOn'>;

/** The task for a form that its unit has to fill in or correct. */
function formTask({ id, period, unit, dueOn }: Named, returned: boolean): NewTask {
  return {
    origin: { kind: 'form', form: id, period, returned },
    text: returned
      ? `按退回意见修改 ${periodName(period).zh}绩效自评表，经负责人确认后重新提交`
      : `填报 ${periodName(period).zh}绩效自评表，经负责人确认后提交`,
    unit,
    dueOn,
    importance: returned ? 'high' : 'normal',
  };
}

const keyOf = (form: Named): string => {
  const { origin, unit } = formTask(form, false);
  return originKey(origin, unit);
};

/**
 * The effect of a step of a form on its task: one is created when the unit gets the form, another each time it is returned; it
 * is started when the unit begins, and closed automatically when the form is submitted.
 */
export async function syncFormTask(
  within: Change,
  author: StepAuthor,
  form: Named,
  action: FormEvent['action'],
): Promise<void> {
  switch (action) {
    case 'open':
    case 'return':
      return syncTask(within, keyOf(form), formTask(form, action === 'return'), author);
    case 'save':
    case 'handIn':
      return startTasksAbout(within, keyOf(form), author);
    case 'confirm':
      return syncTask(within, keyOf(form), null, author);
    default:
      return;
  }
}

/** Ends the tasks of forms that were not submitted before the period became final: they can no longer be submitted. */
export async function endFormTasks(within: Change, forms: StoredForm[]): Promise<void> {
  await closeTasksAbout(within, forms.filter(({ state }) => isWithUnit(state)).map(keyOf));
}

/** Shortfalls of a final form: indicators with a red light, in words; null if there are none. */
export function shortfallsOf({ trace }: Pick<FormVersion, 'trace'>, result: FormResult): string | null {
  const short = trace.indicators.filter(({ light }) => light === 'red');
  if (short.length === 0) return null;
  return short
    .map(
      ({ id, name, weightInForce }) =>
        `${name.zh}（得 ${result.points[id] ?? '—'} 分，分值 ${weightInForce}）`,
    )
    .join('、');
}

/** 整改: what a unit has to correct after a final evaluation (spec 4). */
export async function demandRectification(
  within: Change,
  author: StepAuthor,
  { id, period, unit }: Named,
  { what, dueOn }: { what: string; dueOn: string },
): Promise<void> {
  await addTask(
    within,
    {
      origin: { kind: 'rectification', form: id, period },
      text: `${periodName(period).zh}绩效评价整改：${what}。请落实整改措施，并书面反馈`,
      ...{ unit, dueOn, importance: 'high' },
    },
    author,
  );
}
