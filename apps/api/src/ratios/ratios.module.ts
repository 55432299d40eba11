import { Module } from '@nestjs/common';
import { RatiosController } from './ratios.controller.ts';

/** The two skill ratios. */
@Module({ controllers: [RatiosController] })
export class RatiosModule {}
