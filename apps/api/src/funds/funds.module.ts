import { Module } from '@nestjs/common';
import { FundsController } from './funds.controller.ts';

/** Figures of funds. */
@Module({ controllers: [FundsController] })
export class FundsModule {}
