import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.ts';
import { LedgersController } from './ledgers.controller.ts';
import { LedgersService } from './ledgers.service.ts';
import { TemplatesController } from './templates.controller.ts';
import { TemplatesService } from './templates.service.ts';
import { UploadStore } from './upload-store.service.ts';
import { UploadsController } from './uploads.controller.ts';
import { UploadsService } from './uploads.service.ts';
import { WarningsController } from './warnings.controller.ts';
import { WarningsService } from './warnings.service.ts';

/** Ledgers: uploads, batches, quarantine, warnings and templates. */
@Module({
  imports: [JobsModule],
  controllers: [LedgersController, UploadsController, WarningsController, TemplatesController],
  providers: [LedgersService, UploadStore, UploadsService, WarningsService, TemplatesService],
})
export class LedgersModule {}
