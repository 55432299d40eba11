import {
  ConflictException,
  ForbiddenException,
  HttpException,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import {
  judgeTaskStep,
  TASK_ACTION_LABELS,
  TASK_STATE_LABELS,
  TASK_STEPS,
  type TaskAction,
  type TaskStepRequest,
} from '@skill-ledger/contracts';
import {
  addTaskFile,
  type Change,
  change,
  findTask,
  record,
  StaleTask,
  type StoredTask,
  stepTask,
} from '@skill-ledger/state';
import { EvidenceService } from '../files/evidence.service.ts';
import { actorOf, authorOf, type Caller, ownUnit } from '../http/caller.ts';
import type { FormFile } from '../http/form-files.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { StateService } from '../state/state.service.ts';
import { partyOf } from './task-view.ts';

type Wanted = TaskStepRequest & { comment: string };

/** Steps of tasks, and files attached to them. */
@Injectable()
export class TaskStepsService {
  constructor(
    private readonly state: StateService,
    private readonly evidence: EvidenceService,
  ) {}

  /**
   * Takes one step for tasks: for all of them or none, and only if none has changed since the caller read it.
   * @throws NotFoundException, ForbiddenException, ConflictException, HttpException 422 if a reason is missing or contains
   * personal numbers
   */
  async step(caller: Caller, wanted: Wanted): Promise<void> {
    const { tasks, action, comment, dueOn, importance } = wanted;
    if (TASK_STEPS[action].needsComment && comment === '') throw reasonMissing(action);
    refusePersonalNumbers({ comment });
    const { to } = TASK_STEPS[action];
    const taken = {
      action,
      comment: comment === '' ? null : comment,
      ...(to !== null && { state: to }),
      ...(action === 'change' && dueOn !== undefined && { dueOn }),
      ...(action === 'change' && importance !== undefined && { importance }),
    };
    await change(await this.state.get(), async (within) => {
      for (const { id, seen } of tasks) {
        refuse(caller, await taskWithin(within, caller, id), action);
        await stepTask(within, id, taken, authorOf(caller), seen);
      }
      await record(within, actorOf(caller), {
        action: `task.${action}`,
        subject: tasks.length === 1 ? (tasks[0]?.id ?? null) : null,
        detail: { tasks: tasks.length, commented: comment !== '', dueOn, importance },
      });
    }).catch((error: unknown) => {
      throw error instanceof StaleTask ? stale() : error;
    });
  }

  /** Attaches files, in the order received. @throws as `step`, and as the evidence store */
  async attach(caller: Caller, id: string, files: AsyncIterable<FormFile>): Promise<void> {
    const state = await this.state.get();
    await change(state, async (within) => refuse(caller, await taskWithin(within, caller, id), 'reply'));
    const by = authorOf(caller);
    await this.evidence.storeAll(files, caller.account.name, ({ name, sha256, bytes }) =>
      change(state, async (within) => {
        await addTaskFile(within, id, { name, sha256, bytes, by: by.displayName });
        await stepTask(within, id, { action: 'attach', detail: name }, by);
        await record(within, actorOf(caller), {
          action: 'task.attach',
          subject: id,
          detail: { sha256, bytes },
        });
      }),
    );
  }
}

async function taskWithin(within: Change, caller: Caller, id: string): Promise<StoredTask> {
  const task = await findTask(within, id);
  const unit = ownUnit(caller);
  if (task && (unit === undefined || task.unit === unit)) return task;
  throw new NotFoundException({ zh: '没有这项督办', en: 'there is no such task' });
}

function refuse(caller: Caller, task: StoredTask, action: TaskAction): void {
  const verdict = judgeTaskStep(partyOf(caller, task), task.state, action);
  if (verdict === 'allowed') return;
  const [step, state] = [TASK_ACTION_LABELS[action], TASK_STATE_LABELS[task.state]];
  if (verdict === 'never') {
    throw new ConflictException({
      zh: `${task.number} 现在是“${state.zh}”，不能${step.zh}；请刷新后再看`,
      en: `task ${task.number} is now "${state.en}": "${step.en}" is not possible; reload the page`,
    });
  }
  throw new ForbiddenException({
    zh: `${task.number} 不能由本账号${step.zh}：签收、提请验收由承办单位办理，验收由交办方办理`,
    en: `this account may not take the step "${step.en}" for task ${task.number}`,
  });
}

const reasonMissing = (action: TaskAction): HttpException =>
  new HttpException(
    {
      zh: `${TASK_ACTION_LABELS[action].zh}须写明情况或原因`,
      en: `"${TASK_ACTION_LABELS[action].en}" needs a comment: state what was done, or why`,
    },
    422,
  );

const stale = (): ConflictException =>
  new ConflictException({
    zh: '其他人刚刚办理了其中的督办，您的操作未保存；请查看最新情况后再提交',
    en: 'one of these tasks was changed meanwhile, so nothing was saved: look at it and submit again',
  });
