import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Patch,
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
  FormDetail,
  FormStepRequest,
  FormVersion,
  MAX_EVIDENCE_BYTES,
  MAX_EVIDENCE_FILES,
  SavedForm,
  SaveFormRequest,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import { storedFile } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { FORM_SCHEMA, formFiles } from '../http/form-files.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { FillingService } from './filling.service.ts';
import { FormsService } from './forms.service.ts';

@ApiTags('evaluations')
@Controller('evaluations/forms/:id')
export class FormsController {
  constructor(
    private readonly forms: FormsService,
    private readonly filling: FillingService,
  ) {}

  @Get()
  @Personal('masked')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '自评表：系统分、自评、复核、附件与经过 · a form with everything about it' })
  @ApiOkResponse({ standardSchema: FormDetail })
  @SerializeOptions({ schema: FormDetail })
  detail(@By() caller: Caller, @Param('id') id: string): Promise<FormDetail> {
    return this.forms.detail(caller, id);
  }

  @Get('versions/:nth')
  @Personal('masked')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '某次提交的版本 · a submission as it was frozen' })
  @ApiOkResponse({ standardSchema: FormVersion })
  @SerializeOptions({ schema: FormVersion })
  version(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('nth', ParseIntPipe) nth: number,
  ): Promise<FormVersion> {
    return this.forms.shownVersion(caller, id, nth);
  }

  @Patch()
  @Needs('evaluations.fill')
  @ApiOperation({ summary: '保存填报内容 · keep what was typed; refused where the form was changed since' })
  @ApiOkResponse({ standardSchema: SavedForm })
  @SerializeOptions({ schema: SavedForm })
  save(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: SaveFormRequest }) request: SaveFormRequest,
  ): Promise<SavedForm> {
    return this.filling.save(caller, id, request);
  }

  @Post('files')
  @HttpCode(204)
  @Needs('evaluations.fill')
  @ApiOperation({ summary: '上传佐证材料 · attach files' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM_SCHEMA)
  @ApiNoContentResponse()
  attach(@By() caller: Caller, @Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const files = formFiles(request, { fileSize: MAX_EVIDENCE_BYTES, files: MAX_EVIDENCE_FILES });
    return this.filling.attach(caller, id, files);
  }

  @Get('files/:file')
  @Personal('withheld')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '下载佐证材料 · an attached file' })
  async file(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('file') fileId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.filling.file(caller, id, fileId);
    return storedFile(content, name);
  }

  @Delete('files/:file')
  @HttpCode(204)
  @Needs('evaluations.fill')
  @ApiOperation({ summary: '移除佐证材料 · take a file off the form' })
  @ApiNoContentResponse()
  detach(@By() caller: Caller, @Param('id') id: string, @Param('file') fileId: string): Promise<void> {
    return this.filling.detach(caller, id, fileId);
  }

  @Post('hand-in')
  @HttpCode(204)
  @Needs('evaluations.fill')
  @ApiOperation({ summary: '送负责人确认 · hand in for confirmation' })
  @ApiNoContentResponse()
  handIn(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: FormStepRequest }) request: FormStepRequest,
  ): Promise<void> {
    return this.filling.handIn(caller, id, request);
  }

  @Post('take-back')
  @HttpCode(204)
  @Needs('evaluations.fill')
  @ApiOperation({ summary: '撤回修改 · take back before it is confirmed' })
  @ApiNoContentResponse()
  takeBack(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: FormStepRequest }) request: FormStepRequest,
  ): Promise<void> {
    return this.filling.takeBack(caller, id, request);
  }

  @Post('confirm')
  @HttpCode(204)
  @Needs('evaluations.confirm')
  @ApiOperation({ summary: '负责人确认并提交 · confirm and submit, by another account of the unit' })
  @ApiNoContentResponse()
  confirm(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: FormStepRequest }) request: FormStepRequest,
  ): Promise<void> {
    return this.filling.confirm(caller, id, request);
  }
}
