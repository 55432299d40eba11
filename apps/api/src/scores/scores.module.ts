import { Module } from '@nestjs/common';
import { SupervisionModule } from '../supervision/supervision.module.ts';
import { DutiesService } from './duties.service.ts';
import { ScoreReaderService } from './score-reader.service.ts';
import { ScoresController } from './scores.controller.ts';
import { ScoresService } from './scores.service.ts';

/** Scores of the units, from evidence. */
@Module({
  imports: [SupervisionModule],
  controllers: [ScoresController],
  providers: [DutiesService, ScoreReaderService, ScoresService],
  exports: [ScoreReaderService],
})
export class ScoresModule {}
