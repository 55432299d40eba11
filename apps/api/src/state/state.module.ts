import { Global, Module } from '@nestjs/common';
import { ReconcileService } from './reconcile.service.ts';
import { StateService } from './state.service.ts';

/** The connection to the state store, for every module. */
@Global()
@Module({ providers: [StateService, ReconcileService], exports: [StateService, ReconcileService] })
export class StateModule {}
