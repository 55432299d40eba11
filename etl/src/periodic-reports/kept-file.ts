import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptReportFile, ReportFormat } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { homePaths, replaceFile } from '../home/home.ts';

const pathOf = (home: string, id: string, format: ReportFormat): string =>
  join(homePaths(home).reports, `${id}.${format}`);

/** Writes a file of a final report, whole or not at all. @throws UserError where the folder cannot be written */
export async function keepReport(
  home: string,
  id: string,
  format: ReportFormat,
  bytes: Uint8Array,
): Promise<void> {
  const path = pathOf(home, id, format);
  try {
    await mkdir(homePaths(home).reports, { recursive: true, mode: 0o700 });
    await replaceFile(path, bytes);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

export const keptFileOf = (format: ReportFormat, bytes: Uint8Array): KeptReportFile => ({
  format,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
});

/** A stored file of a final report. @throws UserError if it is missing or changed */
export async function readKeptReport(
  home: string,
  id: string,
  { format, sha256 }: KeptReportFile,
): Promise<Uint8Array> {
  const path = pathOf(home, id, format);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw explainFileError(error, path);
  });
  if (bytes !== null && keptFileOf(format, bytes).sha256 === sha256) return bytes;
  const [zh, en] = bytes === null ? ['不见了', 'is gone'] : ['与定稿时不同', 'is not what it was'];
  throw new UserError({
    zh: `定稿文件 reports/${id}.${format} ${zh}，不予下载；请在报告页“恢复定稿文件”，或从备份恢复`,
    en: `the kept file reports/${id}.${format} ${en}: restore it on the report’s page, or from a backup`,
  });
}
