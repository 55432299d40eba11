import { Global, Module } from '@nestjs/common';
import { CurrentSnapshotService } from './current-snapshot.service.ts';
import { SnapshotsController } from './snapshots.controller.ts';
import { SnapshotsService } from './snapshots.service.ts';
import { TraineeNamesService } from './trainee-names.service.ts';

/** Snapshots, and connections to the current one for every module. */
@Global()
@Module({
  controllers: [SnapshotsController],
  providers: [CurrentSnapshotService, SnapshotsService, TraineeNamesService],
  exports: [CurrentSnapshotService, TraineeNamesService],
})
export class SnapshotsModule {}
