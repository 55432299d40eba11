import { Module } from '@nestjs/common';
import { EvidenceService } from './evidence.service.ts';

/** Files that users attach as evidence, such as to findings. */
@Module({ providers: [EvidenceService], exports: [EvidenceService] })
export class FilesModule {}
