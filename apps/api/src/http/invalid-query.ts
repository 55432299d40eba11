import { BadRequestException } from '@nestjs/common';
import type { Problem } from '@skill-ledger/contracts';

/** A schema issue: its path, the expected format of a string, and a message of ours as `zh · en`. */
interface Issue {
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  format?: unknown;
  message?: string;
}

/** A request with invalid parameters, with the problem of each. */
export class InvalidQuery extends BadRequestException {
  readonly errors: NonNullable<Problem['errors']>;
  constructor(issues: readonly Issue[]) {
    super();
    this.errors = issues.map(explain);
  }
}

function explain({ path, format, message }: Issue): { field: string; zh: string; en: string } {
  const [first = ''] = path ?? [];
  const field = String(typeof first === 'object' ? first.key : first);
  const [zh, en] = message?.split(' · ') ?? [];
  if (zh !== undefined && en !== undefined) return { field, zh, en };
  return format === 'date'
    ? { field, zh: '不是有效日期，请写成 2021-06-30', en: 'not a date: write it like 2021-06-30' }
    : {
        field,
        zh: '请给出一个或多个值，用英文逗号分隔，参数名只写一次',
        en: 'give one or more values separated by commas, and the parameter once',
      };
}
