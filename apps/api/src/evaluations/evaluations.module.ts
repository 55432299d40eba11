import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.ts';
import { DemoEvaluationsService } from './demo-evaluations.service.ts';
import { EvaluationDownloadsController } from './evaluation-downloads.controller.ts';
import { EvaluationDownloadsService } from './evaluation-downloads.service.ts';
import { FillingService } from './filling.service.ts';
import { FormScoresService } from './form-scores.service.ts';
import { FormsController } from './forms.controller.ts';
import { FormsService } from './forms.service.ts';
import { FrozenFormsService } from './frozen-forms.service.ts';
import { PeriodsController } from './periods.controller.ts';
import { PeriodsService } from './periods.service.ts';
import { ResultsService } from './results.service.ts';
import { ReviewsController } from './reviews.controller.ts';
import { ReviewsService } from './reviews.service.ts';

/** Self-evaluations: periods, the units' forms, their review, results. */
@Module({
  imports: [FilesModule],
  controllers: [PeriodsController, ReviewsController, FormsController, EvaluationDownloadsController],
  providers: [
    PeriodsService,
    FormsService,
    FormScoresService,
    FillingService,
    ReviewsService,
    ResultsService,
    FrozenFormsService,
    EvaluationDownloadsService,
    DemoEvaluationsService,
  ],
  exports: [FrozenFormsService],
})
export class EvaluationsModule {}
