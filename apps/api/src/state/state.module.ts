import { Global, Module } from '@nestjs/common';
import { BackgroundService } from './background.service.ts';
import { ReconcileService } from './reconcile.service.ts';
import { StateService } from './state.service.ts';

/** The connection to the state store and work in the background, for every module. */
@Global()
@Module({
  providers: [StateService, BackgroundService, ReconcileService],
  exports: [StateService, BackgroundService, ReconcileService],
})
export class StateModule {}
