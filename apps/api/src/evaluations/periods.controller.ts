import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ClosingRequest,
  EvaluationAnswer,
  EvaluationResults,
  EvaluationsAnswer,
  FinaliseRequest,
  OpeningChoices,
  OpenPeriodRequest,
  PublicationRequest,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { DemoEvaluationsService } from './demo-evaluations.service.ts';
import { FinalisingService } from './finalising.service.ts';
import { OpeningService } from './opening.service.ts';
import { PeriodsService } from './periods.service.ts';
import { ResultsService } from './results.service.ts';

@ApiTags('evaluations')
@Controller('evaluations')
export class PeriodsController {
  constructor(
    private readonly periods: PeriodsService,
    private readonly opening: OpeningService,
    private readonly finalising: FinalisingService,
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
    return this.opening.choices();
  }

  @Post('periods')
  @HttpCode(204)
  @Needs('evaluations.open')
  @ApiOperation({
    summary: '开启评价期，或按计划日期开启 · open a period, or plan to: each unit gets its form',
  })
  @ApiNoContentResponse()
  open(@By() caller: Caller, @Body({ schema: OpenPeriodRequest }) request: OpenPeriodRequest): Promise<void> {
    return this.opening.openOrPlan(caller, request);
  }

  @Delete('plans/:period')
  @HttpCode(204)
  @Needs('evaluations.open')
  @ApiOperation({ summary: '取消开启计划 · drop the plan to open a period' })
  @ApiNoContentResponse()
  dropPlan(@By() caller: Caller, @Param('period') period: string): Promise<void> {
    return this.opening.dropPlan(caller, period);
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
  finalise(
    @By() caller: Caller,
    @Param('period') period: string,
    @Body({ schema: FinaliseRequest }) request: FinaliseRequest,
  ): Promise<void> {
    return this.finalising.finalise(caller, period, request);
  }

  @Put('periods/:period/closing')
  @HttpCode(204)
  @Needs('evaluations.open')
  @ApiOperation({ summary: '设定或顺延关闭日期 · set the last day of filling in, or none' })
  @ApiNoContentResponse()
  close(
    @By() caller: Caller,
    @Param('period') period: string,
    @Body({ schema: ClosingRequest }) request: ClosingRequest,
  ): Promise<void> {
    return this.periods.close(caller, period, request);
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
    return this.finalising.publish(caller, period, published);
  }
}
