import {
  BadRequestException,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  SerializeOptions,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Job,
  MOST_UPLOAD_BYTES,
  MOST_UPLOAD_FILES,
  QuarantineAnswer,
  QuarantineQuery,
  Upload,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { JobsService } from './jobs.service.ts';
import { LedgersService } from './ledgers.service.ts';
import { UploadsService } from './uploads.service.ts';

@ApiTags('ledgers')
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    private readonly jobs: JobsService,
    private readonly ledgers: LedgersService,
  ) {}

  @Post()
  @Needs('ledgers.load')
  @ApiOperation({ summary: '上传台账文件，暂不装载 · hand in files, nothing is loaded yet' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @ApiCreatedResponse({ standardSchema: Upload })
  @SerializeOptions({ schema: Upload })
  async receive(@By() caller: Caller, @Req() request: FastifyRequest): Promise<Upload> {
    if (!request.isMultipart()) throw noFiles();
    const upload = await this.uploads.receive(
      request.files({ limits: { fileSize: MOST_UPLOAD_BYTES, files: MOST_UPLOAD_FILES } }),
      caller.account.name,
    );
    if (upload.files.length > 0) return upload;
    await this.uploads.remove(upload.id);
    throw noFiles();
  }

  @Post(':id/check')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '只核对，不保存 · check what was handed in, keep nothing' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  async check(@By() caller: Caller, @Param('id') id: string): Promise<Job> {
    const folder = await this.uploads.find(id, caller.account.name);
    const args = ['load', folder, '--dry-run', '--reasons', this.uploads.reasonsOf(id), '--json'];
    return this.jobs.start({ work: 'check', args, owner: caller.account });
  }

  @Post(':id/load')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '装载 · load what was handed in' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  async load(@By() caller: Caller, @Param('id') id: string): Promise<Job> {
    const folder = await this.uploads.find(id, caller.account.name);
    return this.jobs.start({
      work: 'load',
      args: ['load', folder, '--json'],
      owner: caller.account,
      // The originals are in the ledger store by then; a load that failed can be tried again.
      onEnd: async (job) => {
        if (job.state === 'done') await this.uploads.remove(id);
      },
    });
  }

  @Get(':id/quarantine')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '核对发现的问题行 · the rows that the check would quarantine' })
  @ApiOkResponse({ standardSchema: QuarantineAnswer })
  @SerializeOptions({ schema: QuarantineAnswer })
  async quarantine(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: QuarantineQuery }) query: QuarantineQuery,
  ): Promise<QuarantineAnswer> {
    const rows = (await this.uploads.quarantined(id, caller.account.name)).filter(
      (row) =>
        (query.kind === undefined || row.kind === query.kind) &&
        (query.file === undefined || row.file === query.file) &&
        (query.code === undefined || row.reasons.some(({ code }) => code === query.code)),
    );
    const page = rows.slice(query.offset, query.offset + query.limit);
    return { total: rows.length, rows: page, counts: [], columns: await this.ledgers.columnsOf(page) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '丢弃上传的文件 · throw away what was handed in' })
  @ApiNoContentResponse()
  async remove(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.uploads.find(id, caller.account.name);
    await this.uploads.remove(id);
  }
}

const noFiles = (): BadRequestException =>
  new BadRequestException({
    zh: '没有收到文件；请选择 .xlsx、.xls 或 .csv 台账后再上传',
    en: 'no file came: choose .xlsx, .xls or .csv ledgers and upload again',
  });
