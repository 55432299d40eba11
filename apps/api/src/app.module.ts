import {
  type DynamicModule,
  Module,
  StandardSchemaSerializerInterceptor,
  StandardSchemaValidationPipe,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessService } from './access/access.service.ts';
import { AccountsController } from './access/accounts.controller.ts';
import { AccountsService } from './access/accounts.service.ts';
import { OidcService } from './access/oidc.service.ts';
import { PurposeService } from './access/purpose.service.ts';
import { SessionController } from './access/session.controller.ts';
import { AuditController } from './audit/audit.controller.ts';
import { SERVER_CONFIG, type ServerConfig } from './config.ts';
import { FiguresController } from './figures/figures.controller.ts';
import { FiguresService } from './figures/figures.service.ts';
import { FundsController } from './funds/funds.controller.ts';
import { HealthController } from './health/health.controller.ts';
import { AccessGuard } from './http/access.guard.ts';
import { InvalidQuery } from './http/invalid-query.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { JobsController } from './ledgers/jobs.controller.ts';
import { JobsService } from './ledgers/jobs.service.ts';
import { LedgersController } from './ledgers/ledgers.controller.ts';
import { LedgersService } from './ledgers/ledgers.service.ts';
import { TemplatesController } from './ledgers/templates.controller.ts';
import { UploadsController } from './ledgers/uploads.controller.ts';
import { UploadsService } from './ledgers/uploads.service.ts';
import { WarningsController } from './ledgers/warnings.controller.ts';
import { ProgrammeController } from './programme/programme.controller.ts';
import { ProgrammeService } from './programme/programme.service.ts';
import { ProgressController } from './progress/progress.controller.ts';
import { RatiosController } from './ratios/ratios.controller.ts';
import { RowsController } from './rows/rows.controller.ts';
import { RowsService } from './rows/rows.service.ts';
import { CurrentSnapshotService } from './snapshots/current-snapshot.service.ts';
import { SnapshotsController } from './snapshots/snapshots.controller.ts';
import { StateService } from './state/state.service.ts';
import { CasesService } from './supervision/cases.service.ts';
import { RecordsController } from './supervision/records.controller.ts';
import { SupervisionController } from './supervision/supervision.controller.ts';

@Module({})
class AppModule {}

/** The server's one module, for this configuration. */
export const appModule = (config: ServerConfig): DynamicModule => ({
  module: AppModule,
  imports: [ScheduleModule.forRoot()],
  controllers: [
    SessionController,
    AccountsController,
    AuditController,
    ProgrammeController,
    ProgressController,
    FiguresController,
    FundsController,
    RatiosController,
    RowsController,
    SupervisionController,
    RecordsController,
    SnapshotsController,
    LedgersController,
    UploadsController,
    JobsController,
    TemplatesController,
    WarningsController,
    HealthController,
  ],
  providers: [
    CurrentSnapshotService,
    ProgrammeService,
    RowsService,
    FiguresService,
    LedgersService,
    UploadsService,
    JobsService,
    StateService,
    AccessService,
    AccountsService,
    OidcService,
    PurposeService,
    CasesService,
    { provide: SERVER_CONFIG, useValue: config },
    {
      provide: APP_PIPE,
      useValue: new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidQuery(issues) }),
    },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
});
