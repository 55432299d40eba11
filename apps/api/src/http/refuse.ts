import { HttpException, PayloadTooLargeException } from '@nestjs/common';
import { isDiskFull, UserError } from '@skill-ledger/etl';

/** Turns an error the user can fix into an answer with this status; other errors are rethrown. */
export const refuse =
  (status: number) =>
  (error: unknown): never => {
    throw error instanceof UserError && !isDiskFull(error) ? new HttpException(error.text, status) : error;
  };

/** Refuses a download that is too large, before anything is sent. @throws PayloadTooLargeException */
export function refuseTooMany(rows: number, most: number): void {
  if (rows <= most) return;
  throw new PayloadTooLargeException({
    zh: `共 ${rows} 行，一次最多下载 ${most} 行；请用筛选缩小范围后分次下载`,
    en: `${rows} rows; a download is limited to ${most}: use filters and download in parts`,
  });
}
