import { Global, Module } from '@nestjs/common';
import { StateService } from './state.service.ts';

/** The connection to the state store, for every module. */
@Global()
@Module({ providers: [StateService], exports: [StateService] })
export class StateModule {}
