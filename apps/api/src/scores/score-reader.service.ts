import { createHash } from 'node:crypto';
import { BadRequestException, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { ScoreFrame, ScoresQuery, ScoreTrace } from '@skill-ledger/contracts';
import {
  homeProgramme,
  type Period,
  periodOf,
  programmeFolder,
  questionOf,
  readFacts,
  readFactsOf,
  readFrame,
  readSchemes,
  type Scheme,
  type ScoreRequest,
  type SnapshotConnection,
  schemeFor,
  traceOf,
  type UnitFacts,
  UserError,
} from '@skill-ledger/etl';
import { confirmedFindings, findingSecret } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

/** Which scores are asked for. */
type PeriodQuery = Pick<ScoresQuery, 'period' | 'asOf' | 'scheme'>;

/** Scores of all units with what they were computed from. */
export interface Computed {
  request: ScoreRequest;
  facts: UnitFacts[];
  trace: ScoreTrace;
}

/**
 * Computes scores of the current snapshot: once for each period, day, scheme and set of confirmed findings, for all callers.
 * Callers check whose scores may be read.
 */
@Injectable()
export class ScoreReaderService implements OnApplicationBootstrap {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {}

  /** Reads snapshot and schemes at startup, not with the first request; requests report errors. */
  onApplicationBootstrap(): void {
    this.frame().catch(() => null);
  }

  frame(): Promise<ScoreFrame> {
    return this.current.answer('score frame', {}, async (connection) => {
      const { facts, schemes } = await this.programme();
      return readFrame(connection, facts, schemes);
    });
  }

  /** @throws BadRequestException for an unknown period or scheme */
  async compute(query: PeriodQuery): Promise<Computed> {
    const request = await this.requestOf(query);
    return this.current.answer(keyOf([request]), {}, (connection) => computeOn(connection, request));
  }

  /** The same for several periods, which are read together. */
  async computeEach(queries: PeriodQuery[]): Promise<Computed[]> {
    const requests = await Promise.all(queries.map((query) => this.requestOf(query)));
    return this.current.answer(keyOf(requests), {}, (connection) => computeEachOn(connection, requests));
  }

  /** The same by a draft of a scheme; not cached, since drafts differ. */
  computeDraft(request: ScoreRequest): Promise<Computed> {
    return this.current.read((connection) => computeOn(connection, request));
  }

  /** The request of a query: its period, its scheme, and the findings that count. */
  async requestOf({ period: id, asOf, scheme }: PeriodQuery): Promise<ScoreRequest> {
    const { current } = await this.frame();
    const { facts, schemes } = await this.programme();
    const state = await this.state.get();
    return {
      ...named(() => {
        const period = periodOf(id ?? current, facts);
        return { period, scheme: schemeFor(schemes, period.from, scheme) };
      }),
      asOf,
      confirmed: await confirmedFindings(state),
      secret: await findingSecret(state),
    };
  }

  /** Read once for each snapshot, which is made with the programme's data of its day. */
  private programme(): Promise<{ facts: { from: string; until: string }; schemes: Scheme[] }> {
    return this.current.answer('scoring schemes', {}, async () => {
      const { id, facts } = await homeProgramme(this.config.home);
      return { facts, schemes: await readSchemes(programmeFolder(id)) };
    });
  }
}

async function computeOn(connection: SnapshotConnection, request: ScoreRequest): Promise<Computed> {
  const facts = await readFacts(connection, questionOf(request));
  return { request, facts, trace: await traceOf(connection, request, facts) };
}

async function computeEachOn(connection: SnapshotConnection, requests: ScoreRequest[]): Promise<Computed[]> {
  const all = await readFactsOf(connection, requests.map(questionOf));
  return Promise.all(
    requests.map(async (request, nth) => {
      const facts = all[nth] ?? [];
      return { request, facts, trace: await traceOf(connection, request, facts) };
    }),
  );
}

/** Inputs of scores, beside the snapshot. */
const keyOf = (requests: ScoreRequest[]): string =>
  `scores ${createHash('sha256').update(JSON.stringify(requests)).digest('base64url')}`;

/** Finds a named item. @throws BadRequestException if there is none of that name */
function named(find: () => { period: Period; scheme: Scheme }): { period: Period; scheme: Scheme } {
  try {
    return find();
  } catch (error) {
    throw error instanceof UserError ? new BadRequestException(error.text) : error;
  }
}
