import { Module } from '@nestjs/common';
import { ScoresModule } from '../scores/scores.module.ts';
import { RowsController } from './rows.controller.ts';
import { RowsService } from './rows.service.ts';

/** The ledger rows behind figures and indicators. */
@Module({ imports: [ScoresModule], controllers: [RowsController], providers: [RowsService] })
export class RowsModule {}
