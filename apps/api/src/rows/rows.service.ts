import { Readable } from 'node:stream';
import { BadRequestException, Inject, Injectable } from '@nestjs/common';
import { MAX_CSV_ROWS, MAX_XLSX_ROWS, type RowsAnswer, type RowsQuery } from '@skill-ledger/contracts';
import {
  csvLine,
  everyPage,
  homeProgramme,
  readRows,
  readScoreRows,
  type SnapshotConnection,
  writeTable,
} from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, seesPersonalData } from '../http/caller.ts';
import { ownRowsOnly } from '../http/own.ts';
import { refuse, refuseTooMany } from '../http/refuse.ts';
import { ScoreReaderService } from '../scores/score-reader.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

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
   * All rows, with unmasked personal values, as CSV: UTF-8 with a byte order mark, for Excel. Rows are
   * streamed; reading stops if the client disconnects.
   * @throws ForbiddenException, PayloadTooLargeException before anything is sent
   */
  async csv(caller: Caller, query: RowsQuery): Promise<{ content: Readable; rows: number }> {
    const { held, rows } = await this.announce(caller, query, 'csv', MAX_CSV_ROWS);
    return { content: Readable.from(this.lines(held)), rows };
  }

  /** All rows as a workbook of texts. @throws as `csv` */
  async xlsx(caller: Caller, query: RowsQuery): Promise<{ bytes: Uint8Array; rows: number }> {
    const { held, rows } = await this.announce(caller, query, 'xlsx', MAX_XLSX_ROWS);
    const table: (string | null)[][] = [];
    let head: string[] = [];
    for await (const page of this.pages(held)) {
      head = [...ORIGIN, ...page.columns];
      table.push(...page.rows.map(cellsOf));
    }
    return { bytes: await writeTable(subjectOf(query), head, table), rows };
  }

  /** Counts the rows of a download and logs it. */
  private async announce(
    caller: Caller,
    query: RowsQuery,
    format: 'csv' | 'xlsx',
    most: number,
  ): Promise<{ held: RowsQuery; rows: number }> {
    const held = ownRowsOnly(caller, query);
    this.purpose.refuseUnstated(caller);
    const { total } = await this.read({ ...held, limit: 1 }, false);
    refuseTooMany(total, most);
    await this.purpose.noteExport(caller, `rows ${subjectOf(query)}.${format}`);
    return { held, rows: total };
  }

  private async read(query: RowsQuery, unmasked: boolean): Promise<RowsAnswer> {
    const page = await this.reader(query);
    return this.current.read((connection) => page(connection, query, unmasked));
  }

  /** Reads a page of what the query names. @throws BadRequestException where it names no unit of an indicator */
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

  private async *lines(query: RowsQuery): AsyncGenerator<string> {
    let isFirst = true;
    for await (const { columns, rows } of this.pages(query)) {
      if (isFirst) yield `\uFEFF${csvLine([...ORIGIN, ...columns])}`;
      isFirst = false;
      yield rows.map((row) => csvLine(cellsOf(row))).join('');
    }
  }

  private async *pages(query: RowsQuery): AsyncGenerator<RowsAnswer> {
    const page = await this.reader(query);
    yield* this.current.stream((connection) =>
      everyPage((cursor) => page(connection, { limit: EXPORT_PAGE, cursor }, true)),
    );
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

/** What the rows are of, as files and the audit log name it. */
export const subjectOf = ({ figure, indicator, part }: RowsQuery): string => figure ?? `${indicator}.${part}`;

const oneUnit = (): BadRequestException =>
  new BadRequestException({
    zh: '评分指标的台账行按单位查看：请用 unit 指明一个单位',
    en: 'the rows of an indicator are those of one unit: name it by unit',
  });

const cellsOf = ({ batch, file, sheet, row, values }: RowsAnswer['rows'][number]): (string | null)[] => [
  batch,
  file,
  sheet,
  String(row),
  ...values,
];
