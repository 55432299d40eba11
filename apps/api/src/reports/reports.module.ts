import { Module } from '@nestjs/common';
import { WorkScheduleModule } from '../schedule/schedule.module.ts';
import { DemoReportsService } from './demo-reports.service.ts';
import { ReportFactsService } from './report-facts.service.ts';
import { ReportFilesService } from './report-files.service.ts';
import { ReportScheduleService } from './report-schedule.service.ts';
import { ReportsController } from './reports.controller.ts';
import { ReportsService } from './reports.service.ts';

/** Quarterly and annual reports for the leadership. */
@Module({
  imports: [WorkScheduleModule],
  controllers: [ReportsController],
  providers: [
    ReportsService,
    ReportFactsService,
    ReportFilesService,
    ReportScheduleService,
    DemoReportsService,
  ],
})
export class ReportsModule {}
