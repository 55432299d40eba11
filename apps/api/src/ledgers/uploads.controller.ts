import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, SerializeOptions } from '@nestjs/common';
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
  LoadReading,
  MAX_UPLOAD_BYTES,
  MAX_UPLOAD_FILES,
  QuarantineAnswer,
  QuarantineQuery,
  Upload,
  UploadReading,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../http/caller.ts';
import { FORM_SCHEMA, formFiles } from '../http/form-files.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { UploadsService } from './uploads.service.ts';

@ApiTags('ledgers')
@Controller('uploads')
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Post()
  @Needs('ledgers.load')
  @ApiOperation({ summary: '上传台账文件，暂不装载 · upload files without loading them' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM_SCHEMA)
  @ApiCreatedResponse({ standardSchema: Upload })
  @SerializeOptions({ schema: Upload })
  receive(@By() caller: Caller, @Req() request: FastifyRequest): Promise<Upload> {
    const files = formFiles(request, { fileSize: MAX_UPLOAD_BYTES, files: MAX_UPLOAD_FILES });
    return this.uploads.receive(caller, files);
  }

  @Post(':id/check')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '只核对，不保存 · check the upload without loading it' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  check(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: UploadReading }) reading: UploadReading,
  ): Promise<Job> {
    return this.uploads.check(caller, id, reading);
  }

  @Post(':id/load')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '装载 · load the upload' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  load(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: LoadReading }) reading: LoadReading,
  ): Promise<Job> {
    return this.uploads.load(caller, id, reading);
  }

  @Get(':id/quarantine')
  @Personal('masked')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '核对发现的问题行 · rows that the check would quarantine' })
  @ApiOkResponse({ standardSchema: QuarantineAnswer })
  @SerializeOptions({ schema: QuarantineAnswer })
  quarantine(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: QuarantineQuery }) query: QuarantineQuery,
  ): Promise<QuarantineAnswer> {
    return this.uploads.quarantine(caller, id, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '丢弃上传的文件 · discard the upload' })
  @ApiNoContentResponse()
  remove(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.uploads.remove(caller, id);
  }
}
