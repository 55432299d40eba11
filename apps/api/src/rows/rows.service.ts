import { Inject, Injectable } from '@nestjs/common';
import { MOST_CSV_ROWS, MOST_XLSX_ROWS, may, type RowsAnswer, type RowsQuery } from '@skill-ledger/contracts';
import {
  type ExportCells,
  everyRow,
  exportColumns,
  FIGURES,
  homeProgramme,
  readRows,
} from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, seesPersons } from '../http/caller.ts';
import { describeExport, type Export, type ExportFormat } from '../http/export.ts';
import { ownRowsOnly } from '../http/own.ts';
import { refuseBeyond } from '../http/refuse.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { filterWords, viewOf } from './describe-rows.ts';

const ORIGIN = ['批次', '文件', '工作表', '行'];

/** The ledger rows behind figures; looks at personal values are noted. */
@Injectable()
export class RowsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
  ) {}

  /** @throws ForbiddenException where the query asks for another unit's rows */
  async page(caller: Caller, query: RowsQuery): Promise<RowsAnswer> {
    const unmasked = seesPersons(caller);
    const answer = await this.read(ownRowsOnly(caller, query), unmasked);
    if (unmasked) await this.purpose.noteView(caller, `rows ${query.figure}`, answer.rows.length);
    return answer;
  }

  /**
   * All rows as an export: as they are where it was said what for, masked for those who may not see more. Rows are read
   * while they are sent; a client that leaves ends the reading.
   * @throws ForbiddenException, PayloadTooLargeException before anything is written
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
    refuseBeyond(total, format === 'xlsx' ? MOST_XLSX_ROWS : MOST_CSV_ROWS);
    if (mayUnmask) await this.purpose.noteExport(caller, `rows ${query.figure}.${format}`);
    const programme = await homeProgramme(this.config.home);
    const { zh: label } = FIGURES[query.figure].label;
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
      name: [label, '台账行', ...filters.map((one) => one.replace(/^.*：/, '')), `截至${asOf}`],
      rows: this.lines(held, mayUnmask),
    };
    return { made, rows: total };
  }

  private read(query: RowsQuery, unmasked: boolean): Promise<RowsAnswer> {
    return this.current.read(async (connection) =>
      readRows(connection, await homeProgramme(this.config.home), query, unmasked),
    );
  }

  private async *lines(query: RowsQuery, unmasked: boolean): AsyncGenerator<ExportCells> {
    const programme = await homeProgramme(this.config.home);
    const pages = this.current.stream((connection) => everyRow(connection, programme, query, unmasked));
    for await (const { rows } of pages) for (const row of rows) yield cellsOf(row);
  }
}

const cellsOf = ({ batch, file, sheet, row, values }: RowsAnswer['rows'][number]): ExportCells => [
  batch,
  file,
  sheet,
  String(row),
  ...values,
];
