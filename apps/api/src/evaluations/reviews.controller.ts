import { Body, Controller, HttpCode, Param, Patch, Post, Put, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  FinishReviewRequest,
  FormsStepRequest,
  SavedReview,
  SaveReviewRequest,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ReviewsService } from './reviews.service.ts';

@ApiTags('evaluations')
@Controller('evaluations')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Post('accept')
  @HttpCode(204)
  @Needs('evaluations.accept')
  @ApiOperation({ summary: '受理自评表，可批量 · accept submitted forms, many at once' })
  @ApiNoContentResponse()
  accept(@By() caller: Caller, @Body({ schema: FormsStepRequest }) request: FormsStepRequest): Promise<void> {
    return this.reviews.accept(caller, request);
  }

  @Post('return')
  @HttpCode(204)
  @Needs('evaluations.review')
  @ApiOperation({ summary: '退回自评表并写明意见，可批量 · return forms with a comment, many at once' })
  @ApiNoContentResponse()
  giveBack(
    @By() caller: Caller,
    @Body({ schema: FormsStepRequest }) request: FormsStepRequest,
  ): Promise<void> {
    return this.reviews.giveBack(caller, request);
  }

  @Patch('forms/:id/review')
  @Needs('evaluations.review')
  @ApiOperation({ summary: '保存本部门指标的复核意见 · keep opinions on the own indicators' })
  @ApiOkResponse({ standardSchema: SavedReview })
  @SerializeOptions({ schema: SavedReview })
  save(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: SaveReviewRequest }) request: SaveReviewRequest,
  ): Promise<SavedReview> {
    return this.reviews.save(caller, id, request);
  }

  @Put('forms/:id/review/finished')
  @HttpCode(204)
  @Needs('evaluations.review')
  @ApiOperation({ summary: '完成复核或撤回 · say that the own review is finished, or take that back' })
  @ApiNoContentResponse()
  finish(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: FinishReviewRequest }) request: FinishReviewRequest,
  ): Promise<void> {
    return this.reviews.finish(caller, id, request);
  }
}
