import { Module } from '@nestjs/common';
import { CleaningService } from './cleaning.service.ts';
import { ScheduleController } from './schedule.controller.ts';
import { ScheduleService } from './schedule.service.ts';

/** Scheduled work, and its calendar. */
@Module({
  controllers: [ScheduleController],
  providers: [ScheduleService, CleaningService],
  exports: [ScheduleService],
})
export class WorkScheduleModule {}
