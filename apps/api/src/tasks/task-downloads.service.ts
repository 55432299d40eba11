import type { Readable } from 'node:stream';
import { Injectable, NotFoundException, type StreamableFile } from '@nestjs/common';
import {
  IMPORTANCE_LABELS,
  TASK_LIGHT_LABELS,
  TASK_ORIGIN_LABELS,
  TASK_STATE_LABELS,
  type Task,
  type TasksQuery,
} from '@skill-ledger/contracts';
import { type ExportColumn, exportName, writeTaskSheet } from '@skill-ledger/etl';
import { listTaskFiles } from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { EvidenceService } from '../files/evidence.service.ts';
import type { Caller } from '../http/caller.ts';
import { describeExport, exportDownload, nameOfExport, WHOLE_CITY } from '../http/export.ts';
import { StateService } from '../state/state.service.ts';
import { originLines, sheetOf } from './task-text.ts';
import { TasksService } from './tasks.service.ts';

type Column = [label: string, textOf: (task: Task) => string | null, kind?: ExportColumn['kind']];

const COLUMNS: Column[] = [
  ['编号', ({ number }) => number],
  ['状态', ({ state }) => TASK_STATE_LABELS[state].zh],
  ['提示', ({ light }) => light && TASK_LIGHT_LABELS[light].zh],
  ['承办单位', ({ unit }) => unit],
  ['承办人', ({ person }) => person],
  ['期限', ({ dueOn }) => dueOn, 'day'],
  ['重要程度', ({ importance }) => IMPORTANCE_LABELS[importance].zh],
  ['来源', ({ origin }) => TASK_ORIGIN_LABELS[origin.kind].zh],
  [
    '来源说明',
    (task) =>
      originLines(task)
        .map(([label, text]) => `${label}：${text}`)
        .join('；'),
  ],
  ['交办事项', ({ text }) => text],
  ['交办人', ({ givenBy }) => givenBy],
  ['交办时间', ({ givenAt }) => givenAt, 'time'],
  ['销号时间', ({ closedAt }) => closedAt, 'time'],
];

const SCOPES = { mine: '由我或本单位承办', given: '由我交办', all: null };

/** The query in words. */
const taskWords = ({ scope, state, active, light, unit, origin, search, about }: TasksQuery): string[] =>
  [
    SCOPES[scope],
    state && `状态：${TASK_STATE_LABELS[state].zh}`,
    active && '未销号',
    light && `提示：${TASK_LIGHT_LABELS[light].zh}`,
    unit && `承办单位：${unit}`,
    origin && `来源：${TASK_ORIGIN_LABELS[origin].zh}`,
    search && `含：${search}`,
    about && `关于：${about}`,
  ].filter((word): word is string => Boolean(word));

/** Files of tasks: the list, the 督办单, what was attached. */
@Injectable()
export class TaskDownloadsService {
  constructor(
    private readonly tasks: TasksService,
    private readonly state: StateService,
    private readonly evidence: EvidenceService,
    private readonly purpose: PurposeService,
  ) {}

  async list(caller: Caller, query: TasksQuery, origin: string): Promise<StreamableFile> {
    const { tasks, today } = await this.tasks.list(caller, query);
    const filters = taskWords(query);
    const set = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
    const described = describeExport(caller, {
      ...{ title: '督办列表', filters, asOf: today, unmasked: false, origin },
      view: `/tasks?${new URLSearchParams(set)}`,
    });
    const columns = COLUMNS.map(([label, , kind = 'text']) => ({ label, kind }));
    return exportDownload('xlsx', {
      table: { title: '督办', columns, ...described },
      name: nameOfExport(caller, ['督办列表'], filters, today),
      rows: tasks.map((task) => COLUMNS.map(([, textOf]) => textOf(task))),
    });
  }

  /** @throws NotFoundException */
  async sheet(caller: Caller, id: string): Promise<{ name: string; bytes: Uint8Array }> {
    const detail = await this.tasks.detail(caller, id);
    const last = detail.events.at(-1)?.at ?? detail.task.givenAt;
    return {
      name: exportName(
        [
          '督办单',
          detail.task.unit ?? detail.task.person ?? WHOLE_CITY,
          detail.task.number,
          last.slice(0, 10),
        ],
        'docx',
      ),
      bytes: await writeTaskSheet(sheetOf(detail), last),
    };
  }

  /** @throws NotFoundException, ForbiddenException without a purpose */
  async file(caller: Caller, id: string, fileId: string): Promise<{ name: string; content: Readable }> {
    await this.tasks.find(caller, id);
    const file = (await listTaskFiles(await this.state.get(), id)).find((one) => one.id === fileId);
    if (!file) throw new NotFoundException({ zh: '没有这个附件', en: 'there is no such file' });
    await this.purpose.noteExport(caller, `task ${id} file ${fileId}`);
    return { name: file.name, content: this.evidence.content(file.sha256) };
  }
}
