import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.ts';
import { AuditService } from './audit.service.ts';
import { ChainService } from './chain.service.ts';

/** The audit log. */
@Module({ controllers: [AuditController], providers: [AuditService, ChainService] })
export class AuditModule {}
