import { Body, Controller, Get, HttpCode, Param, Post, Put, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  EvaluationAnswer,
  EvaluationResults,
  EvaluationsAnswer,
  OpeningChoices,
  OpenPeriodRequest,
  PublicationRequest,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { DemoEvaluationsService } from './demo-evaluations.service.ts';
import { PeriodsService } from './periods.service.ts';
import { ResultsService } from './results.service.ts';

@ApiTags('evaluations')
@Controller('evaluations')
export class PeriodsController {
  constructor(
    private readonly periods: PeriodsService,
    private readonly outcomes: ResultsService,
    private readonly demo: DemoEvaluationsService,
  ) {}

  @Get('periods')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '评价期 · evaluation periods and how their forms stand' })
  @ApiOkResponse({ standardSchema: EvaluationsAnswer })
  @SerializeOptions({ schema: EvaluationsAnswer })
  async list(@By() caller: Caller): Promise<EvaluationsAnswer> {
    await this.demo.ensure();
    return this.periods.list(caller);
  }

  @Get('choices')
  @Needs('evaluations.open')
  @ApiOperation({ summary: '可开启的评价期、方案和单位 · what can be opened' })
  @ApiOkResponse({ standardSchema: OpeningChoices })
  @SerializeOptions({ schema: OpeningChoices })
  choices(): Promise<OpeningChoices> {
    return this.periods.choices();
  }

  @Post('periods')
  @HttpCode(204)
  @Needs('evaluations.open')
  @ApiOperation({ summary: '开启评价期 · open a period: each unit gets its form' })
  @ApiNoContentResponse()
  open(@By() caller: Caller, @Body({ schema: OpenPeriodRequest }) request: OpenPeriodRequest): Promise<void> {
    return this.periods.open(caller, request);
  }

  @Get('periods/:period')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '一个评价期的自评表 · a period and its forms' })
  @ApiOkResponse({ standardSchema: EvaluationAnswer })
  @SerializeOptions({ schema: EvaluationAnswer })
  one(@By() caller: Caller, @Param('period') period: string): Promise<EvaluationAnswer> {
    return this.periods.one(caller, period);
  }

  @Get('periods/:period/results')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '排名与结果 · ranking with grades, trend and reasons' })
  @ApiOkResponse({ standardSchema: EvaluationResults })
  @SerializeOptions({ schema: EvaluationResults })
  results(@By() caller: Caller, @Param('period') period: string): Promise<EvaluationResults> {
    return this.outcomes.results(caller, period);
  }

  @Post('periods/:period/finalise')
  @HttpCode(204)
  @Needs('evaluations.finalise')
  @ApiOperation({ summary: '定稿并排名 · make the forms of a period final and rank the units' })
  @ApiNoContentResponse()
  finalise(@By() caller: Caller, @Param('period') period: string): Promise<void> {
    return this.outcomes.finalise(caller, period);
  }

  @Put('periods/:period/publication')
  @HttpCode(204)
  @Needs('evaluations.publish')
  @ApiOperation({ summary: '公布或撤回公布 · publish the results, or withdraw them' })
  @ApiNoContentResponse()
  publish(
    @By() caller: Caller,
    @Param('period') period: string,
    @Body({ schema: PublicationRequest }) { published }: PublicationRequest,
  ): Promise<void> {
    return this.outcomes.publish(caller, period, published);
  }
}
