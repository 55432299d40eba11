import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type FigureId,
  type FigureValues,
  type MonthRow,
  type ProgressReport,
  periodName,
  type ScoreDocument,
} from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { readBy } from '../figures/read-by.ts';
import type { Programme } from '../programme/programme.ts';
import { progressReport, readMonths } from '../progress/index.ts';
import {
  headlineRows,
  periodTables,
  type ReleasePeriod,
  releasePeriod,
  type TableRow,
} from '../releases/index.ts';
import { documentOf, type Period, periodOf, readScores, type Scheme, schemeFor } from '../scoring/index.ts';
import type { ReportBasis, SupervisionFacts } from './basis.ts';
import { readSupervisionFacts } from './supervision-facts.ts';

/** Every figure of a report: the input of its texts, tables and charts, in both languages and all formats. */
export interface ReportFacts {
  programme: Pick<Programme['facts'], 'name' | 'nameEn' | 'city' | 'cityEn' | 'decree'>;
  period: ReleasePeriod;
  snapshot: string;
  /** English by Chinese name: domains, units and words of the programme. */
  names: Record<string, string>;
  /** Instant at which the snapshot was made: the date of the report. */
  madeAt: string;
  /** Figures of `skill-ledger progress --as-of` on the report's day. */
  progress: ProgressReport;
  /** Rows by table, as in a release of the period. */
  tables: Record<string, TableRow[]>;
  /** Written values by figure. */
  headline: Record<string, string | null>;
  /** Completed, passed and certified by 人员类别, in the period. */
  groups: { group: string; figures: FigureValues }[];
  /** Quality of the whole city in the period. */
  quality: FigureValues;
  months: MonthRow[];
  supervision: SupervisionFacts;
  /** Scores of `skill-ledger score` for the period. */
  scores: ScoreDocument;
  basis: ReportBasis;
  /** Headline of the previous report, recomputed from this report's snapshot. */
  restated: Record<string, string | null>;
}

export interface ReportQuestion {
  programme: Pick<Programme, 'facts' | 'domains' | 'units' | 'words'>;
  schemes: Scheme[];
  period: Period;
  /** YYYY-MM-DD; by default the period's last day. */
  asOf?: string | undefined;
  snapshot: string;
  madeAt: string;
  basis: ReportBasis;
  /** Secret of the ids of findings. */
  secret: string;
}

const QUALITY: FigureId[] = [
  'completedRecords',
  'persons',
  'passed',
  'failed',
  'passRate',
  'certified',
  'certRate',
];

/**
 * Reads all figures of a report at once.
 * @throws UserError if the as-of date is before the period, or nothing was completed or paid in it
 */
export async function readReportFacts(
  connection: DuckDBConnection,
  question: ReportQuestion,
): Promise<ReportFacts> {
  const { programme, asOf, basis, secret, snapshot, madeAt } = question;
  const period = releasePeriod(question.period, programme.facts.from, asOf);
  requireDays(period);
  const tables = Object.fromEntries(
    (await periodTables(connection, period)).map(({ name, rows }) => [name, rows]),
  );
  const headline = byFigure(tables.headline ?? []);
  requireData(period, headline);
  const inPeriod = { since: period.from, asOf: period.until, figures: QUALITY };
  const [total] = (await readBy(connection, { ...inPeriod, by: [] })).groups;
  const groups = (await readBy(connection, { ...inPeriod, by: ['group'] })).groups;
  const { months } = await readMonths(connection, { asOf: period.until });
  const { name, nameEn, city, cityEn, decree } = programme.facts;
  const confirmed = basis.cases.filter(({ status }) => status === 'confirmed').map(({ id }) => id);
  const scheme = schemeFor(question.schemes, period.from);
  const scores = await readScores(connection, { period, asOf, scheme, confirmed, secret });
  return {
    programme: { name, nameEn, city, cityEn, decree },
    names: Object.fromEntries([
      ...[...programme.domains, ...programme.units].map((one) => [one.name, one.nameEn] as const),
      ...programme.words,
    ]),
    ...{ period, snapshot, madeAt, tables, headline, basis },
    progress: await progressReport(connection, period.until),
    groups: groups.map(({ key: [group = ''], figures }) => ({ group, figures })),
    quality: total?.figures ?? {},
    months: months.filter(({ month }) => month <= period.until.slice(0, 7)),
    supervision: await readSupervisionFacts(connection, basis, secret, period.until),
    scores: documentOf(scores),
    restated: await restate(connection, question),
  };
}

/** Null unless there is an earlier report. */
async function restate(
  connection: DuckDBConnection,
  { basis: { previous }, programme }: ReportQuestion,
): Promise<Record<string, string | null>> {
  if (previous === null) return {};
  const period = releasePeriod(
    periodOf(previous.period, programme.facts),
    programme.facts.from,
    previous.asOf,
  );
  return byFigure(await headlineRows(connection, period));
}

const byFigure = (rows: TableRow[]): Record<string, string | null> =>
  Object.fromEntries(rows.map(({ figure, value }) => [figure ?? '', value ?? null]));

function requireDays({ from, until }: ReleasePeriod): void {
  if (until >= from) return;
  throw new UserError({
    zh: `截至日期 ${until} 早于期间首日 ${from}，本期没有数据`,
    en: `the as-of date ${until} is before the period’s first day ${from}: there are no data`,
  });
}

function requireData({ id }: ReleasePeriod, headline: Record<string, string | null>): void {
  if (['completedPeriod', 'paidPeriod'].some((figure) => Number(headline[figure] ?? 0) !== 0)) return;
  throw new UserError({
    zh: `${periodName(id).zh}期内没有完成的培训，也没有发放的资金，不生成报告；请确认期间，或先装载台账`,
    en: `nothing was completed or paid in ${periodName(id).en}: there is nothing to report. Check the period, or load the ledgers first`,
  });
}
