import { Module } from '@nestjs/common';
import { ProgrammeController } from './programme.controller.ts';
import { ProgrammeService } from './programme.service.ts';

/** The programme and its data. */
@Module({ controllers: [ProgrammeController], providers: [ProgrammeService] })
export class ProgrammeModule {}
