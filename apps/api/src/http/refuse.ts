import { HttpException, PayloadTooLargeException } from '@nestjs/common';
import { isDiskFull, UserError } from '@skill-ledger/etl';

/** Turns an error that the user can mend into an answer of this status; other errors are thrown on. */
export const refuse =
  (status: number) =>
  (error: unknown): never => {
    throw error instanceof UserError && !isDiskFull(error) ? new HttpException(error.text, status) : error;
  };

/** Refuses a download that is too large, before anything is written. @throws PayloadTooLargeException */
export function refuseBeyond(rows: number, most: number): void {
  if (rows <= most) return;
  throw new PayloadTooLargeException({
    zh: `共 ${rows} 行，一次最多下载 ${most} 行；请用筛选缩小范围后分次下载`,
    en: `${rows} rows; one download has ${most} at most: narrow it down by filters, and download in parts`,
  });
}
