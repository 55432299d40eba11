import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { instantInShanghai, ROLE_LABELS } from '@skill-ledger/contracts';
import {
  type ExportCells,
  type ExportTable,
  exportCsv,
  exportName,
  exportWorkbook,
  NOTES_NAME,
} from '@skill-ledger/etl';
import type { FastifyRequest } from 'fastify';
import { ZipFile } from 'yazl';
import type { ServerConfig } from '../config/config.ts';
import { attachment, csvDownload, workbook } from './attachment.ts';
import { type Caller, ownUnit } from './caller.ts';

/** A CSV alone, a CSV with the file 说明 beside it, or a workbook with a sheet 说明. */
export type ExportFormat = 'csv' | 'zip' | 'xlsx';

/** An export: its table, file name and rows. */
export interface Export {
  table: ExportTable;
  /** Parts of the file name, without extension: content, scope and date. */
  name: string[];
  rows: Iterable<ExportCells> | AsyncIterable<ExportCells>;
}

/** Facts listed in the sheet 说明 of an export. */
export interface ExportFacts {
  title: string;
  /** Filters in words; empty where there are none. */
  filters: string[];
  asOf?: string | undefined;
  snapshot?: string | undefined;
  /** Path of the page that shows the same rows. */
  view: string;
  /** Whether personal values are unmasked. */
  unmasked: boolean;
  /** Public address of the server. */
  origin: string;
}

/** The lines of 说明 that say who exported it, when, and where the same is shown. */
export const takenLines = (
  { account }: Caller,
  { view, origin }: Pick<ExportFacts, 'view' | 'origin'>,
): [by: [string, string], at: [string, string], view: [string, string]] => [
  ['导出人', [account.displayName, ROLE_LABELS[account.role].zh, account.unit].filter(Boolean).join(' · ')],
  ['导出时间', `${instantInShanghai().slice(0, 16).replace('T', ' ')}（北京时间）`],
  ['查看页面', `${origin}${view}`],
];

/** The lines of 说明 before rows and sums, and who exported unmasked personal values. */
export function describeExport(caller: Caller, facts: ExportFacts): Pick<ExportTable, 'notes' | 'takenBy'> {
  const taken = takenLines(caller, facts);
  const [[, by], [, at]] = taken;
  const notes: ExportTable['notes'] = [
    ['标题', facts.title],
    ['筛选', facts.filters.length === 0 ? '无' : facts.filters.join('；')],
    ...(facts.asOf === undefined ? [] : [['截至日期', facts.asOf] as [string, string]]),
    ...(facts.snapshot === undefined ? [] : [['数据快照', facts.snapshot] as [string, string]]),
    ...taken,
    ['数据说明', '数字和日期可直接计算；证件号码、手机号码、账号、证书编号为文本'],
  ];
  if (!facts.unmasked) return { notes: [...notes, ['个人信息', '已遮盖']] };
  return {
    notes,
    takenBy: `含个人信息，由 ${by} 于 ${at} 导出，用途：${caller.session.purpose?.text ?? '—'}`,
  };
}

/**
 * The parts of a file name: what it holds, of whom, and as of which day or period.
 * @param filters in words, such as `单位：佛堂镇`; without any it is of the caller's unit, or of the whole city
 */
export const nameOfExport = (caller: Caller, what: string[], filters: string[], date: string): string[] => [
  ...what,
  ...(filters.length > 0 ? filters.map((one) => one.replace(/^.*：/, '')) : [ownUnit(caller) ?? WHOLE_CITY]),
  date,
];

/** The scope of what is about all units. */
export const WHOLE_CITY = '全市';

/** The configured public address of the server, or the address of the request. */
export const originOf = ({ publicUrl }: ServerConfig, request: FastifyRequest): string =>
  publicUrl ?? `${request.protocol}://${request.host}`;

/** The export as a download. */
export async function exportDownload(
  format: ExportFormat,
  { table, name, rows }: Export,
): Promise<StreamableFile> {
  if (format === 'xlsx') return workbook(await exportWorkbook(table, rows), exportName(name, 'xlsx'));
  const { content, notes } = exportCsv(table, rows);
  if (format === 'csv') return csvDownload(Readable.from(content), exportName(name, 'csv'));
  const zip = new ZipFile();
  const read = Readable.from(content);
  zip.addReadStream(read, exportName(name, 'csv'));
  // Lazy: the number of rows is known after they have been read.
  zip.addReadStreamLazy(`${NOTES_NAME}.txt`, (give) => give(null, Readable.from([Buffer.from(notes())])));
  zip.end();
  const output = zip.outputStream as Readable;
  read.on('error', (error) => output.destroy(error));
  // Reading stops if the client disconnects.
  output.on('close', () => read.destroy());
  return new StreamableFile(output, {
    type: 'application/zip',
    disposition: attachment(exportName(name, 'zip')),
  });
}
