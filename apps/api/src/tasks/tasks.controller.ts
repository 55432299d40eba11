import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  AssigneesAnswer,
  GivenTasks,
  GiveTaskRequest,
  TaskCounts,
  TaskDetail,
  TaskStepRequest,
  TasksAnswer,
  TasksQuery,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { attachment, storedFile } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { originOf } from '../http/export.ts';
import { EvidenceFiles, type FormFile, TakesEvidence } from '../http/form-files.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { DemoTasksService } from './demo-tasks.service.ts';
import { GiveService } from './give.service.ts';
import { TaskDownloadsService } from './task-downloads.service.ts';
import { TaskStepsService } from './task-steps.service.ts';
import { TasksService } from './tasks.service.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly tasks: TasksService,
    private readonly giving: GiveService,
    private readonly steps: TaskStepsService,
    private readonly downloads: TaskDownloadsService,
    private readonly demo: DemoTasksService,
  ) {}

  @Get()
  @Needs('tasks.read')
  @ApiOperation({ summary: '督办列表 · tasks that the caller sees' })
  @ApiOkResponse({ standardSchema: TasksAnswer })
  @SerializeOptions({ schema: TasksAnswer })
  async list(@By() caller: Caller, @Query({ schema: TasksQuery }) query: TasksQuery): Promise<TasksAnswer> {
    await this.demo.ensure();
    return this.tasks.list(caller, query);
  }

  @Get('counts')
  @Needs('tasks.read')
  @ApiOperation({ summary: '我的待办数量与提醒 · what waits for the caller' })
  @ApiOkResponse({ standardSchema: TaskCounts })
  @SerializeOptions({ schema: TaskCounts })
  counts(@By() caller: Caller): Promise<TaskCounts> {
    return this.tasks.counts(caller);
  }

  @Get('assignees')
  @Needs('tasks.give')
  @ApiOperation({ summary: '可办理督办的账号 · accounts a task can be given to' })
  @ApiOkResponse({ standardSchema: AssigneesAnswer })
  @SerializeOptions({ schema: AssigneesAnswer })
  assignees(): Promise<AssigneesAnswer> {
    return this.giving.accounts();
  }

  @Get('export.xlsx')
  @Needs('tasks.read')
  @ApiOperation({ summary: '导出督办列表 · the list as a workbook' })
  export(
    @By() caller: Caller,
    @Query({ schema: TasksQuery }) query: TasksQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.downloads.list(caller, query, originOf(this.config, request));
  }

  @Post()
  @Needs('tasks.give')
  @ApiOperation({ summary: '下达督办 · give a task to units or to an account' })
  @ApiCreatedResponse({ standardSchema: GivenTasks })
  @SerializeOptions({ schema: GivenTasks })
  give(
    @By() caller: Caller,
    @Body({ schema: GiveTaskRequest }) request: z.output<typeof GiveTaskRequest>,
  ): Promise<GivenTasks> {
    return this.giving.give(caller, request);
  }

  @Post('steps')
  @HttpCode(204)
  @Needs('tasks.answer')
  @ApiOperation({ summary: '办理督办：签收、回复、提请验收、退回、销号 · take a step for one task or many' })
  @ApiNoContentResponse()
  step(
    @By() caller: Caller,
    @Body({ schema: TaskStepRequest }) request: z.output<typeof TaskStepRequest>,
  ): Promise<void> {
    return this.steps.step(caller, request);
  }

  @Get(':id')
  @Personal('masked')
  @Needs('tasks.read')
  @ApiOperation({ summary: '一项督办 · a task with its steps and files' })
  @ApiOkResponse({ standardSchema: TaskDetail })
  @SerializeOptions({ schema: TaskDetail })
  detail(@By() caller: Caller, @Param('id') id: string): Promise<TaskDetail> {
    return this.tasks.detail(caller, id);
  }

  @Get(':id/sheet.docx')
  @Personal('masked')
  @Needs('tasks.read')
  @ApiOperation({ summary: '督办单 · the task as a document' })
  async sheet(@By() caller: Caller, @Param('id') id: string): Promise<StreamableFile> {
    const { name, bytes } = await this.downloads.sheet(caller, id);
    return new StreamableFile(bytes, { type: DOCX, disposition: attachment(name) });
  }

  @Post(':id/files')
  @Needs('tasks.answer')
  @TakesEvidence()
  @ApiOperation({ summary: '上传附件 · attach files to a task' })
  attach(
    @By() caller: Caller,
    @Param('id') id: string,
    @EvidenceFiles() files: AsyncIterable<FormFile>,
  ): Promise<void> {
    return this.steps.attach(caller, id, files);
  }

  @Get(':id/files/:file')
  @Personal('withheld')
  @Needs('tasks.read')
  @ApiOperation({ summary: '下载附件 · an attached file' })
  async file(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('file') fileId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.downloads.file(caller, id, fileId);
    return storedFile(content, name);
  }
}
