import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  AssigneesAnswer,
  ChangeFindingsRequest,
  MAX_EVIDENCE_BYTES,
  MAX_EVIDENCE_FILES,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import { storedFile } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { FORM_SCHEMA, formFiles } from '../http/form-files.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { CaseFilesService } from './case-files.service.ts';
import { CasesService } from './cases.service.ts';

@ApiTags('supervision')
@Controller('findings')
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly files: CaseFilesService,
  ) {}

  @Post('changes')
  @HttpCode(204)
  @Needs('findings.comment')
  @ApiOperation({
    summary: '留言、核实、指派、认定线索，可批量 · comment on, assign and decide findings in bulk',
  })
  @ApiNoContentResponse()
  change(
    @By() caller: Caller,
    @Body({ schema: ChangeFindingsRequest }) request: ChangeFindingsRequest,
  ): Promise<void> {
    return this.cases.change(caller, request);
  }

  @Get('assignees')
  @Needs('findings.assign')
  @ApiOperation({ summary: '可指派的账号 · accounts that findings can be assigned to' })
  @ApiOkResponse({ standardSchema: AssigneesAnswer })
  @SerializeOptions({ schema: AssigneesAnswer })
  assignees(): Promise<AssigneesAnswer> {
    return this.cases.assignees();
  }

  @Post(':id/files')
  @HttpCode(204)
  @Needs('findings.answer')
  @ApiOperation({ summary: '上传佐证材料 · attach files to a finding' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM_SCHEMA)
  @ApiNoContentResponse()
  attach(@By() caller: Caller, @Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const files = formFiles(request, { fileSize: MAX_EVIDENCE_BYTES, files: MAX_EVIDENCE_FILES });
    return this.files.attach(caller, id, files);
  }

  @Get(':id/files/:file')
  @Personal('withheld')
  @Needs('findings.read')
  @ApiOperation({ summary: '下载佐证材料 · an attached file' })
  async file(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('file') fileId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.files.open(caller, id, fileId);
    return storedFile(content, name);
  }
}
