import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { InstitutionRecord, PersonRecord, PersonRequest } from '@skill-ledger/contracts';
import { homeProgramme, personBehind, readInstitutionRecord, readPersonRecord } from '@skill-ledger/etl';
import { findingSecret, listCases, note } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller, seesPersonalData } from '../http/caller.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { withIds } from './findings.service.ts';

/** Complete records of an institution or a person; every access is logged. */
@Injectable()
export class RecordsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {}

  /** @throws NotFoundException */
  async institution(caller: Caller, code: string): Promise<InstitutionRecord> {
    const state = await this.state.get();
    const settled = { cases: await listCases(state), secret: await findingSecret(state) };
    const found = await this.current.read(
      (connection) => readInstitutionRecord(connection, code, settled),
      withIds(settled.secret),
    );
    if (!found) throw new NotFoundException({ zh: '没有这家机构', en: 'no such institution' });
    await note(state, actorOf(caller), { action: 'record.institution', subject: code });
    return found;
  }

  /** @throws NotFoundException */
  async person(caller: Caller, request: PersonRequest): Promise<PersonRecord> {
    const state = await this.state.get();
    const settled = { cases: await listCases(state), secret: await findingSecret(state) };
    const unmasked = seesPersonalData(caller);
    const found = await this.current.read(async (connection) => {
      const personId =
        'personId' in request
          ? request.personId
          : await personBehind(connection, request.finding, request.row, settled.secret);
      const programme = await homeProgramme(this.config.home);
      return personId && readPersonRecord(connection, programme, personId, { ...settled, unmasked });
    }, withIds(settled.secret));
    // Absence from the ledgers is personal data too: the access is logged either way.
    await note(state, actorOf(caller), {
      action: 'record.person',
      subject: 'finding' in request ? `finding ${request.finding}` : null,
      detail: {
        rows: found ? found.rows.length : 0,
        unmasked,
        purpose: caller.session.purpose?.text ?? null,
      },
    });
    if (found) return found;
    throw new NotFoundException({
      zh: '台账中没有这个人，请核对证件号码',
      en: 'no such person in the ledgers: check the id',
    });
  }
}
