import { Inject, Injectable } from '@nestjs/common';
import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import {
  FIGURES,
  homeInfo,
  isDemoHome,
  loadProgramme,
  type Programme,
  programmeFolder,
  readTotal,
  type SnapshotConnection,
} from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

/** Describes the programme for the pages: its data folder, and additions of the current snapshot. */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly current: CurrentSnapshotService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {}

  describe(): Promise<ProgrammeAnswer> {
    return this.current.answer('programme', {}, (connection) => this.read(connection));
  }

  private async read(connection: SnapshotConnection): Promise<ProgrammeAnswer> {
    const { asOf, snapshot } = await readTotal(connection, {});
    const home = await homeInfo(this.config.home);
    const programme = await loadProgramme(programmeFolder(home?.programme ?? ''));
    const { facts, thresholds } = programme;
    const threshold = (id: string): number => Number(thresholds.get(id)?.value);
    return {
      id: programme.id,
      name: { zh: facts.name, en: facts.nameEn },
      decree: facts.decree,
      city: { zh: facts.city, en: facts.cityEn },
      period: { from: facts.from, until: facts.until },
      baselineYears: [...facts.baselineYears],
      targets: programme.targets,
      paceThresholds: {
        ahead: threshold('pace.ahead'),
        onTrack: threshold('pace.onTrack'),
        behind: threshold('pace.behind'),
      },
      domains: programme.domains.map((domain) => ({
        ...domain,
        years: programme.domainYears.filter((year) => year.domain === domain.name),
      })),
      units: programme.units,
      modes: valuesOf(programme, 'classes', 'mode'),
      groups: valuesOf(programme, 'enrolments', 'category'),
      levels: valuesOf(programme, 'classes', 'level'),
      sources: valuesOf(programme, 'payouts', 'source'),
      dismissals: programme.dismissals.map(({ code, label, labelEn, needsComment }) => ({
        code,
        label: { zh: label, en: labelEn },
        needsComment,
      })),
      words: Object.fromEntries(programme.words),
      demo: await isDemoHome(this.config.home),
      defaultAsOf: asOf,
      snapshot,
      figures: FIGURES,
    };
  }
}

const valuesOf = ({ columns }: Programme, kind: string, field: string): string[] => [
  ...(columns.find((column) => column.kind === kind && column.field === field)?.values ?? []),
];
