import { Module } from '@nestjs/common';
import { EvidenceService } from './evidence.service.ts';

/** Files that users attach to something: findings, and whatever else needs evidence. */
@Module({ providers: [EvidenceService], exports: [EvidenceService] })
export class FilesModule {}
