import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import { csvLine, everyRow, homeProgramme, readRows, writeTable } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

/** The ledger rows behind figures. */
@Injectable()
export class RowsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
  ) {}

  page(query: RowsQuery, unmasked: boolean): Promise<RowsAnswer> {
    return this.current.read(async (connection) =>
      readRows(connection, await homeProgramme(this.config.home), query, unmasked),
    );
  }

  /** All rows, personal values as they are, as CSV: UTF-8 with a mark, so that Excel reads it as it is. */
  async csv(query: RowsQuery): Promise<Readable> {
    const lines: string[] = ['\uFEFF'];
    await this.each(query, (header, rows) => {
      if (lines.length === 1) lines.push(csvLine(header));
      for (const row of rows) lines.push(csvLine(row));
    });
    return Readable.from(lines);
  }

  /** All rows as a workbook of texts. */
  async xlsx(query: RowsQuery): Promise<Uint8Array> {
    const table: (string | null)[][] = [];
    let head: string[] = [];
    await this.each(query, (header, rows) => {
      head = header;
      table.push(...rows);
    });
    return writeTable(query.figure, head, table);
  }

  private each(query: RowsQuery, take: (header: string[], rows: (string | null)[][]) => void): Promise<void> {
    return this.current.read(async (connection) => {
      const programme = await homeProgramme(this.config.home);
      for await (const { columns, rows } of everyRow(connection, programme, query, true)) {
        take(
          ['批次', '文件', '工作表', '行', ...columns],
          rows.map(({ batch, file, sheet, row, values }) => [batch, file, sheet, String(row), ...values]),
        );
      }
    });
  }
}
