import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Bilingual } from '@skill-ledger/contracts';
import { csvLine } from '../base/csv.ts';
import { explainFileError } from '../base/errors.ts';
import { type Finding, readFindings } from '../supervision/findings.ts';
import { type ExportColumn, exportStream } from '../workbooks/index.ts';
import { type JudgedPayout, judgedPayouts } from './payouts.ts';

export interface VerificationOptions {
  folder: string;
  /** Language of 依据 and 说明; everything else is ledger content. */
  language: keyof Bilingual;
  /** Workbooks beside the CSV. */
  xlsx: boolean;
}

/** Counts by verdict (已退回 for returned payouts) and by rule, and the files written. */
export interface Verification {
  verdicts: Record<string, number>;
  findings: Record<string, number>;
  files: string[];
}

type Cells = (string | null)[];

const PAYOUT_HEADER = ['发放编号', '应发金额', '实发金额', '差额', '结论', '依据'];
const FINDING_HEADER = ['规则', '键', '级别', '涉及金额', '说明'];
const AMOUNTS = new Set(['应发金额', '实发金额', '差额', '涉及金额']);
const SEVERITIES: Record<string, string> = { high: '高', medium: '中', low: '低' };

/**
 * Writes every payout with its entitlement and derivation, and every finding, to `payouts` and `findings`: CSV in UTF-8 with a
 * byte order mark, and workbooks on request. Payouts are streamed.
 * @throws UserError if a file cannot be written
 */
export async function writeVerification(
  connection: DuckDBConnection,
  { folder, language, xlsx }: VerificationOptions,
): Promise<Verification> {
  const tables: [name: string, sheet: string, header: string[], rows: () => AsyncIterable<Cells>][] = [
    ['payouts', '补贴核算', PAYOUT_HEADER, () => payoutLines(connection, language, counted)],
    ['findings', '监管预警', FINDING_HEADER, () => findingLines(connection, language, found)],
  ];
  const verdicts: Record<string, number> = {};
  const findings: Record<string, number> = {};
  const count = (counts: Record<string, number>, word: string): void => {
    counts[word] = (counts[word] ?? 0) + 1;
  };
  let counted = ({ verdict }: JudgedPayout): void => count(verdicts, verdict ?? '已退回');
  let found = ({ rule }: Finding): void => count(findings, rule);
  const files: string[] = [];
  const write = async (name: string, content: Readable): Promise<void> => {
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true });
      await pipeline(content, createWriteStream(path));
    } catch (error) {
      throw explainFileError(error, path);
    }
    files.push(path);
  };
  for (const [name, , header, rows] of tables) {
    await write(`${name}.csv`, Readable.from(csv(header, rows())));
  }
  counted = () => {};
  found = () => {};
  for (const [name, sheet, header, rows] of xlsx ? tables : []) {
    const columns = header.map(
      (label): ExportColumn => ({ label, kind: AMOUNTS.has(label) ? 'money' : 'text' }),
    );
    await write(`${name}.xlsx`, exportStream({ title: sheet, columns }, rows()));
  }
  return { verdicts, findings, files };
}

async function* csv(header: string[], rows: AsyncIterable<Cells>): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(header)}`;
  for await (const cells of rows) yield csvLine(cells);
}

async function* payoutLines(
  connection: DuckDBConnection,
  language: keyof Bilingual,
  onPayout: (payout: JudgedPayout) => void,
): AsyncGenerator<Cells> {
  const separator = language === 'zh' ? '；' : '; ';
  for await (const payout of judgedPayouts(connection)) {
    onPayout(payout);
    const { payoutId, due, amount, difference, verdict, derivation } = payout;
    const why = derivation.map((step) => step[language]).join(separator);
    yield [payoutId, due, amount, difference, verdict, why];
  }
}

async function* findingLines(
  connection: DuckDBConnection,
  language: keyof Bilingual,
  onFinding: (finding: Finding) => void,
): AsyncGenerator<Cells> {
  for (const finding of await readFindings(connection)) {
    onFinding(finding);
    const { rule, key, severity, stake, text } = finding;
    yield [rule, key, SEVERITIES[severity] ?? severity, stake, text[language]];
  }
}
