import { BadRequestException, Inject, Injectable } from '@nestjs/common';
import { MAX_CSV_ROWS, MAX_XLSX_ROWS, may, type RowsAnswer, type RowsQuery } from '@skill-ledger/contracts';
import {
  type ExportCells,
  everyPage,
  exportColumns,
  FIGURES,
  homeProgramme,
  readRows,
  readScoreRows,
  type SnapshotConnection,
} from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, seesPersonalData } from '../http/caller.ts';
import { describeExport, type Export, type ExportFormat, nameOfExport } from '../http/export.ts';
import { ownRowsOnly } from '../http/own.ts';
import { refuse, refuseTooMany } from '../http/refuse.ts';
import { ScoreReaderService } from '../scores/score-reader.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { filterWords, viewOf } from './describe-rows.ts';

const ORIGIN = ['批次', '文件', '工作表', '行'];

/** The ledger rows behind figures; access to personal values is logged. */
@Injectable()
export class RowsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
    private readonly scores: ScoreReaderService,
  ) {}

  /** @throws ForbiddenException if the query asks for another unit's rows */
  async page(caller: Caller, query: RowsQuery): Promise<RowsAnswer> {
    const unmasked = seesPersonalData(caller);
    const answer = await this.read(ownRowsOnly(caller, query), unmasked);
    if (unmasked) await this.purpose.noteView(caller, `rows ${subjectOf(query)}`, answer.rows.length);
    return answer;
  }

  /**
   * All rows as an export: unmasked where a purpose is stated, masked for those who may not see more. Rows are
   * streamed; reading stops if the client disconnects.
   * @throws ForbiddenException, PayloadTooLargeException before anything is sent
   */
  async export(
    caller: Caller,
    query: RowsQuery,
    format: ExportFormat,
    origin: string,
  ): Promise<{ made: Export; rows: number }> {
    const held = ownRowsOnly(caller, query);
    const mayUnmask = may(caller.account.role, 'rows.export');
    if (mayUnmask) this.purpose.refuseUnstated(caller);
    const { total, columns, asOf, snapshot } = await this.read({ ...held, limit: 1 }, false);
    refuseTooMany(total, format === 'xlsx' ? MAX_XLSX_ROWS : MAX_CSV_ROWS);
    if (mayUnmask) await this.purpose.noteExport(caller, `rows ${subjectOf(query)}.${format}`);
    const programme = await homeProgramme(this.config.home);
    const label = await this.labelOf(query);
    const filters = filterWords(held);
    const described = describeExport(caller, {
      title: `${label}的台账行`,
      filters,
      asOf,
      snapshot,
      view: viewOf(held, asOf),
      unmasked: mayUnmask,
      origin,
    });
    const made: Export = {
      table: {
        title: label,
        columns: [
          ...ORIGIN.map((name) => ({ label: name, kind: 'text' as const })),
          ...exportColumns(programme, columns),
        ],
        ...described,
      },
      name: nameOfExport(caller, [label, '台账行'], filters, `截至${asOf}`),
      rows: this.lines(held, mayUnmask),
    };
    return { made, rows: total };
  }

  /** Title of the rows in Chinese. */
  private async labelOf({ figure, indicator, part, period, scheme, asOf }: RowsQuery): Promise<string> {
    if (figure !== undefined) return FIGURES[figure].label.zh;
    const request = await this.scores.requestOf({ period, scheme, asOf });
    const known = request.scheme.indicators.find(({ id }) => id === indicator);
    return `${known?.name.zh ?? indicator}（${part === 'numerator' ? '分子' : '分母'}）`;
  }

  private async read(query: RowsQuery, unmasked: boolean): Promise<RowsAnswer> {
    const page = await this.reader(query);
    return this.current.read((connection) => page(connection, query, unmasked));
  }

  /** Reads a page of the rows of the query. @throws BadRequestException if an indicator is named without a unit */
  private async reader({
    figure,
    indicator,
    part,
    period,
    scheme,
    ...query
  }: RowsQuery): Promise<PageReader> {
    const programme = await homeProgramme(this.config.home);
    if (figure !== undefined) {
      return (connection, { limit, cursor }, unmasked) =>
        readRows(connection, programme, { ...query, figure, limit, cursor }, unmasked);
    }
    const [unit, ...others] = query.unit ?? [];
    if (indicator === undefined || unit === undefined || others.length > 0) throw oneUnit();
    const request = await this.scores.requestOf({ period, scheme, asOf: query.asOf });
    return (connection, { limit, cursor }, unmasked) =>
      readScoreRows(
        connection,
        programme,
        { ...request, unit, indicator, part, limit, cursor },
        unmasked,
      ).catch(refuse(400));
  }

  private async *lines(query: RowsQuery, unmasked: boolean): AsyncGenerator<ExportCells> {
    const page = await this.reader(query);
    const pages = this.current.stream((connection) =>
      everyPage((cursor) => page(connection, { limit: EXPORT_PAGE, cursor }, unmasked)),
    );
    for await (const { rows } of pages) for (const row of rows) yield cellsOf(row);
  }
}

/** Reads one page of rows. */
type PageReader = (
  connection: SnapshotConnection,
  page: Pick<RowsQuery, 'limit' | 'cursor'>,
  unmasked: boolean,
) => Promise<RowsAnswer>;

/** Rows read at once for an export. */
const EXPORT_PAGE = 5000;

/** Subject of the rows, for file names and the audit log. */
export const subjectOf = ({ figure, indicator, part }: RowsQuery): string => figure ?? `${indicator}.${part}`;

const oneUnit = (): BadRequestException =>
  new BadRequestException({
    zh: '评分指标的台账行按单位查看：请用 unit 指明一个单位',
    en: 'the rows of an indicator are those of one unit: name it by unit',
  });

const cellsOf = ({ batch, file, sheet, row, values }: RowsAnswer['rows'][number]): ExportCells => [
  batch,
  file,
  sheet,
  String(row),
  ...values,
];
