import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  SerializeOptions,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InstitutionRecord, PersonRecord, PersonRequest } from '@skill-ledger/contracts';
import { homeProgramme, personBehind, readInstitutionRecord, readPersonRecord } from '@skill-ledger/etl';
import { findingSecret, listCases, note } from '@skill-ledger/state';
import { actorOf, type Caller, seesPersons } from '../access/caller.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { By, Needs } from '../http/needs.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

/** Whole records of an institution or a person; every look is noted. */
@ApiTags('supervision')
@Controller('records')
export class RecordsController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {}

  @Get('institutions/:code')
  @Needs('records.institution')
  @ApiOperation({ summary: '一家机构的全部记录 · the whole record of an institution' })
  @ApiOkResponse({ standardSchema: InstitutionRecord })
  @SerializeOptions({ schema: InstitutionRecord })
  async institution(@By() caller: Caller, @Param('code') code: string): Promise<InstitutionRecord> {
    const state = await this.state.get();
    const settled = { cases: await listCases(state), secret: await findingSecret(state) };
    const found = await this.current.read((connection) => readInstitutionRecord(connection, code, settled));
    if (!found) throw new NotFoundException({ zh: '没有这家机构', en: 'there is no such institution' });
    await note(state, actorOf(caller), { action: 'record.institution', subject: code });
    return found;
  }

  @Post('person')
  @HttpCode(200)
  @Needs('records.person')
  @ApiOperation({
    summary:
      '一个人的全部记录；证件号码只在请求体中 · the whole record of a person, whose id is in the body alone',
  })
  @ApiOkResponse({ standardSchema: PersonRecord })
  @SerializeOptions({ schema: PersonRecord })
  async person(
    @By() caller: Caller,
    @Body({ schema: PersonRequest }) request: PersonRequest,
  ): Promise<PersonRecord> {
    const state = await this.state.get();
    const settled = { cases: await listCases(state), secret: await findingSecret(state) };
    const unmasked = seesPersons(caller);
    const found = await this.current.read(async (connection) => {
      const personId =
        'personId' in request
          ? request.personId
          : await personBehind(connection, request.finding, request.row, settled.secret);
      const programme = await homeProgramme(this.config.home);
      return personId && readPersonRecord(connection, programme, personId, { ...settled, unmasked });
    });
    // That somebody stands in no ledger is told of them too.
    await note(state, actorOf(caller), {
      action: 'record.person',
      subject: 'finding' in request ? `finding ${request.finding}` : null,
      detail: {
        rows: found ? found.rows.length : 0,
        unmasked,
        purpose: caller.session.purpose?.text ?? null,
      },
    });
    if (!found) {
      throw new NotFoundException({
        zh: '台账中没有这个人，请核对证件号码',
        en: 'the ledgers know no such person: check the id',
      });
    }
    return found;
  }
}
