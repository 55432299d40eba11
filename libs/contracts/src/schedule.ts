import { z } from 'zod';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** Kinds of scheduled work. */
export const ScheduledWork = z.enum(['periods', 'reminders', 'reports', 'releases', 'notices', 'cleaning']);
export type ScheduledWork = z.infer<typeof ScheduledWork>;

/** Description and time of each, in China's time: minute, hour, day, month, day of the week. */
export const SCHEDULE: Record<ScheduledWork, { cron: string; label: Bilingual; description: Bilingual }> = {
  periods: {
    cron: '5 0 * * *',
    label: { zh: '评价期开启与关闭', en: 'Evaluation periods' },
    description: {
      zh: '按计划开启评价期、生成各单位自评表；到关闭日后停止首次填报',
      en: 'opens planned evaluation periods and makes the forms; ends filling in after the closing day',
    },
  },
  reminders: {
    cron: '0 8 * * *',
    label: { zh: '到期提醒', en: 'Reminders' },
    description: {
      zh: '自评表和其他督办到期前 7 天、3 天和当天，在页面上提醒承办单位；来源已了结的督办自动销号',
      en: 'reminds of forms and other tasks seven and three days before they are due and on the due date; closes those whose origin has ended',
    },
  },
  reports: {
    cron: '30 1 * * *',
    label: { zh: '季报、年报', en: 'Reports' },
    description: {
      zh: '期间结束后生成该期报告的草稿，每期一次；停机期间结束的，恢复后补一次',
      en: 'drafts the report of a period once it has closed; of one that closed while no server ran, at the next start',
    },
  },
  releases: {
    cron: '10 0 * * *',
    label: { zh: '定时公布', en: 'Scheduled releases' },
    description: {
      zh: '到设定时间公布已批准的公开数据；每天核对公布目录与记录一致',
      en: 'publishes approved releases at their scheduled time; compares the public folder with the records every day',
    },
  },
  notices: {
    cron: '2 0 * * *',
    label: { zh: '公示期满', en: 'Notices that end' },
    description: {
      zh: '公示期满后登记结果，删除名单上的姓名和证件号码；公开页面在期满时即停止显示，不等本项运行',
      en: 'records the results of notices that have ended, and deletes names and ids from their lists; the public page ends automatically with the last day',
    },
  },
  cleaning: {
    cron: '30 3 * * *',
    label: { zh: '清理', en: 'Cleaning' },
    description: {
      zh: '删除三个月前的日程记录',
      en: 'removes entries of the schedule that are older than three months',
    },
  },
};

export const RunState = z.enum(['ready', 'running', 'done', 'failed']);
export type RunState = z.infer<typeof RunState>;
export const RUN_STATE_LABELS: Record<RunState, Bilingual> = {
  ready: { zh: '等待', en: 'waiting' },
  running: { zh: '运行中', en: 'running' },
  done: { zh: '完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
};

/** A run of scheduled work: its due time and result. */
export const ScheduledRun = z.object({
  id: z.string(),
  work: ScheduledWork,
  /** The instant it was due. */
  dueAt: z.string(),
  state: RunState,
  tries: z.int(),
  startedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  /** The result or the error. */
  result: Bilingual.nullable(),
  /** The user who started it; null for the schedule. */
  by: z.string().nullable(),
});
export type ScheduledRun = z.infer<typeof ScheduledRun>;

export const ScheduleAnswer = z
  .object({
    now: z.string(),
    work: z.array(
      z.object({
        id: ScheduledWork,
        label: Bilingual,
        description: Bilingual,
        nextAt: z.string(),
        last: ScheduledRun.nullable(),
      }),
    ),
    /** Planned work of future days, the next first. */
    upcoming: z.array(z.object({ work: ScheduledWork, on: Day, what: Bilingual })),
    /** The newest first. */
    runs: z.array(ScheduledRun),
  })
  .meta({ id: 'ScheduleAnswer' });
export type ScheduleAnswer = z.infer<typeof ScheduleAnswer>;

export const RunWorkRequest = z.object({ work: ScheduledWork });
export type RunWorkRequest = z.infer<typeof RunWorkRequest>;
