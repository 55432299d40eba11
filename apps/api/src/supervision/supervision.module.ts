import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.ts';
import { CaseFilesService } from './case-files.service.ts';
import { CasesController } from './cases.controller.ts';
import { CasesService } from './cases.service.ts';
import { FiltersController } from './filters.controller.ts';
import { FiltersService } from './filters.service.ts';
import { FindingsController } from './findings.controller.ts';
import { FindingsService } from './findings.service.ts';
import { FindingsExportService } from './findings-export.service.ts';
import { RecordsController } from './records.controller.ts';
import { RecordsService } from './records.service.ts';

/** Findings of the rules, their cases, and complete records. */
@Module({
  imports: [FilesModule],
  controllers: [FindingsController, CasesController, FiltersController, RecordsController],
  providers: [
    FindingsService,
    FindingsExportService,
    CasesService,
    CaseFilesService,
    FiltersService,
    RecordsService,
  ],
  exports: [FindingsService],
})
export class SupervisionModule {}
