import { Module } from '@nestjs/common';
import { FiguresController } from './figures.controller.ts';

/** Any figures by any dimensions. */
@Module({ controllers: [FiguresController] })
export class FiguresModule {}
