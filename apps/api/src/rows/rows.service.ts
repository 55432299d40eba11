import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { MAX_CSV_ROWS, MAX_XLSX_ROWS, type RowsAnswer, type RowsQuery } from '@skill-ledger/contracts';
import { csvLine, everyRow, homeProgramme, readRows, writeTable } from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, seesPersonalData } from '../http/caller.ts';
import { ownRowsOnly } from '../http/own.ts';
import { refuseTooMany } from '../http/refuse.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

const ORIGIN = ['批次', '文件', '工作表', '行'];

/** The ledger rows behind figures; access to personal values is logged. */
@Injectable()
export class RowsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
  ) {}

  /** @throws ForbiddenException if the query asks for another unit's rows */
  async page(caller: Caller, query: RowsQuery): Promise<RowsAnswer> {
    const unmasked = seesPersonalData(caller);
    const answer = await this.read(ownRowsOnly(caller, query), unmasked);
    if (unmasked) await this.purpose.noteView(caller, `rows ${query.figure}`, answer.rows.length);
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
    return { bytes: await writeTable(query.figure, head, table), rows };
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
    await this.purpose.noteExport(caller, `rows ${query.figure}.${format}`);
    return { held, rows: total };
  }

  private read(query: RowsQuery, unmasked: boolean): Promise<RowsAnswer> {
    return this.current.read(async (connection) =>
      readRows(connection, await homeProgramme(this.config.home), query, unmasked),
    );
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
    const programme = await homeProgramme(this.config.home);
    yield* this.current.stream((connection) => everyRow(connection, programme, query, true));
  }
}

const cellsOf = ({ batch, file, sheet, row, values }: RowsAnswer['rows'][number]): (string | null)[] => [
  batch,
  file,
  sheet,
  String(row),
  ...values,
];
