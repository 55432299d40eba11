import { Module } from '@nestjs/common';
import { ProgressController } from './progress.controller.ts';

/** Figures of progress. */
@Module({ controllers: [ProgressController] })
export class ProgressModule {}
