import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from './access/access.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import { configModule } from './config/config.module.ts';
import type { ServerConfig } from './config/config.ts';
import { EvaluationsModule } from './evaluations/evaluations.module.ts';
import { FiguresModule } from './figures/figures.module.ts';
import { FundsModule } from './funds/funds.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HttpModule } from './http/http.module.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { LedgersModule } from './ledgers/ledgers.module.ts';
import { NoticesModule } from './notices/notices.module.ts';
import { ProgrammeModule } from './programme/programme.module.ts';
import { ProgressModule } from './progress/progress.module.ts';
import { PublicModule } from './public/public.module.ts';
import { TrackModule } from './public/track.module.ts';
import { RatiosModule } from './ratios/ratios.module.ts';
import { ReleasesModule } from './releases/releases.module.ts';
import { ReportsModule } from './reports/reports.module.ts';
import { RowsModule } from './rows/rows.module.ts';
import { WorkScheduleModule } from './schedule/schedule.module.ts';
import { ScoresModule } from './scores/scores.module.ts';
import { SnapshotsModule } from './snapshots/snapshots.module.ts';
import { StateModule } from './state/state.module.ts';
import { SupervisionModule } from './supervision/supervision.module.ts';
import { TasksModule } from './tasks/tasks.module.ts';

@Module({})
class AppModule {}

/** The server's modules, one per capability. */
export const appModule = (config: ServerConfig): DynamicModule => ({
  module: AppModule,
  imports: [
    ScheduleModule.forRoot(),
    configModule(config),
    HttpModule,
    StateModule,
    AccessModule,
    SnapshotsModule,
    JobsModule,
    AuditModule,
    ProgrammeModule,
    ProgressModule,
    FiguresModule,
    FundsModule,
    RatiosModule,
    RowsModule,
    ScoresModule,
    SupervisionModule,
    WorkScheduleModule,
    TasksModule,
    EvaluationsModule,
    ReleasesModule,
    ReportsModule,
    NoticesModule,
    LedgersModule,
    HealthModule,
    PublicModule,
    TrackModule,
  ],
});
