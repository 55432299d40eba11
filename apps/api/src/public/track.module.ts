import { Module } from '@nestjs/common';
import { PublicModule } from './public.module.ts';
import { TrackController } from './track.controller.ts';
import { TrackService } from './track.service.ts';

/** How far a class is: apart from the public site, as it reads the current snapshot. */
@Module({ imports: [PublicModule], controllers: [TrackController], providers: [TrackService] })
export class TrackModule {}
