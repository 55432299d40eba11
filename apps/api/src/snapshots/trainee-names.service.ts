import { HttpException, Injectable } from '@nestjs/common';
import { refusalOfNames } from '@skill-ledger/etl';
import { CurrentSnapshotService } from './current-snapshot.service.ts';

/** Trainees' names in texts that are shown to the public. */
@Injectable()
export class TraineeNamesService {
  constructor(private readonly current: CurrentSnapshotService) {}

  /**
   * Refuses a text that names a trainee. Not checked while no snapshot can be read: a release is withdrawn then, too.
   * @throws HttpException 422 that names the field, and the names masked
   */
  async refuse(field: string, text: string | undefined): Promise<void> {
    if (!text || (await this.current.currentId()) === null) return;
    const refusal = await this.current.read((connection) => refusalOfNames(connection, text));
    if (refusal) throw new HttpException({ ...refusal, errors: [{ field, ...refusal }] }, 422);
  }
}
