import { Module } from '@nestjs/common';
import { EvaluationsModule } from '../evaluations/evaluations.module.ts';
import { WorkScheduleModule } from '../schedule/schedule.module.ts';
import { DemoReleasesService } from './demo-releases.service.ts';
import { ReleaseScheduleService } from './release-schedule.service.ts';
import { ReleasesController } from './releases.controller.ts';
import { ReleasesService } from './releases.service.ts';

/** Releases on their way to the public: drafts, checklist, approvals, publication, withdrawal. */
@Module({
  imports: [WorkScheduleModule, EvaluationsModule],
  controllers: [ReleasesController],
  providers: [ReleasesService, ReleaseScheduleService, DemoReleasesService],
})
export class ReleasesModule {}
