import { Injectable } from '@nestjs/common';
import type { FindingsQuery } from '@skill-ledger/contracts';
import { csvLine, writeTable } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { refuseTooMany } from '../http/refuse.ts';
import { FINDING_HEAD, findingLine } from './finding-lines.ts';
import { FindingsService } from './findings.service.ts';

/** Maximum number of findings per download; larger queries are refused before anything is sent. */
const MAX_EXPORTED_FINDINGS = 100_000;

/** Downloads of findings. */
@Injectable()
export class FindingsExportService {
  constructor(private readonly findings: FindingsService) {}

  async csv(caller: Caller, query: FindingsQuery): Promise<string> {
    const lines = [FINDING_HEAD, ...(await this.lines(caller, query))];
    return `\uFEFF${lines.map(csvLine).join('')}`;
  }

  async xlsx(caller: Caller, query: FindingsQuery): Promise<Uint8Array> {
    return writeTable('监管预警', FINDING_HEAD, await this.lines(caller, query));
  }

  private async lines(caller: Caller, query: FindingsQuery): Promise<(string | null)[][]> {
    const answer = await this.findings.worklist(caller, {
      ...query,
      offset: 0,
      limit: MAX_EXPORTED_FINDINGS,
    });
    refuseTooMany(answer.total, MAX_EXPORTED_FINDINGS);
    return answer.rows.map(findingLine);
  }
}
