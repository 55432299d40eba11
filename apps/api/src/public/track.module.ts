import { Module } from '@nestjs/common';
import { PublicModule } from './public.module.ts';
import { TrackController } from './track.controller.ts';
import { TrackService } from './track.service.ts';

/** The progress of a class; separate from the public site, because it reads the current snapshot. */
@Module({ imports: [PublicModule], controllers: [TrackController], providers: [TrackService] })
export class TrackModule {}
