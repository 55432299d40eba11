import { Module } from '@nestjs/common';
import { RowsController } from './rows.controller.ts';
import { RowsService } from './rows.service.ts';

/** The ledger rows behind figures. */
@Module({ controllers: [RowsController], providers: [RowsService] })
export class RowsModule {}
