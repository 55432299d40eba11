import { Module } from '@nestjs/common';
import { EvaluationsModule } from '../evaluations/evaluations.module.ts';
import { FilesModule } from '../files/files.module.ts';
import { WorkScheduleModule } from '../schedule/schedule.module.ts';
import { ScoresModule } from '../scores/scores.module.ts';
import { SupervisionModule } from '../supervision/supervision.module.ts';
import { DemoTasksService } from './demo-tasks.service.ts';
import { GiveService } from './give.service.ts';
import { OriginFiguresService } from './origin-figures.service.ts';
import { OriginScoresService } from './origin-scores.service.ts';
import { OriginsService } from './origins.service.ts';
import { RemindersService } from './reminders.service.ts';
import { TaskDownloadsService } from './task-downloads.service.ts';
import { TaskStepsService } from './task-steps.service.ts';
import { TaskUpkeepService } from './task-upkeep.service.ts';
import { TasksController } from './tasks.controller.ts';
import { TasksService } from './tasks.service.ts';
import { WebHookService } from './web-hook.service.ts';

/** 督办: tasks with an assignee and a due date (spec 12). */
@Module({
  imports: [EvaluationsModule, FilesModule, ScoresModule, WorkScheduleModule, SupervisionModule],
  controllers: [TasksController],
  providers: [
    TasksService,
    GiveService,
    TaskStepsService,
    TaskDownloadsService,
    OriginFiguresService,
    OriginScoresService,
    OriginsService,
    TaskUpkeepService,
    RemindersService,
    WebHookService,
    DemoTasksService,
  ],
})
export class TasksModule {}
