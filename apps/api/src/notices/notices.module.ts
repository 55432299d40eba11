import { Module } from '@nestjs/common';
import { PublicModule } from '../public/public.module.ts';
import { WorkScheduleModule } from '../schedule/schedule.module.ts';
import { DemoNoticesService } from './demo-notices.service.ts';
import { NoticeLedgerService } from './notice-ledger.service.ts';
import { NoticeScheduleService } from './notice-schedule.service.ts';
import { NoticesController } from './notices.controller.ts';
import { NoticesService } from './notices.service.ts';
import { PublicNoticesController } from './public-notices.controller.ts';
import { PublicNoticesService } from './public-notices.service.ts';
import { ShownPayoutsService } from './shown-payouts.service.ts';

/** Name lists before payment: the office's desk, and the pages of the public. */
@Module({
  imports: [PublicModule, WorkScheduleModule],
  controllers: [NoticesController, PublicNoticesController],
  providers: [
    NoticesService,
    NoticeLedgerService,
    ShownPayoutsService,
    PublicNoticesService,
    NoticeScheduleService,
    DemoNoticesService,
  ],
})
export class NoticesModule {}
