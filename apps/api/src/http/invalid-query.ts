import { BadRequestException } from '@nestjs/common';
import type { Bilingual, Problem } from '@skill-ledger/contracts';

/** A schema issue: its path, what was expected, and a message of ours as `zh · en`. */
interface Issue {
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  /** Of a string. */
  format?: unknown;
  /** Of a closed list. */
  values?: readonly unknown[];
  /** What is limited: `string` (characters), `array` (items), or a number itself. */
  origin?: string;
  maximum?: number | bigint;
  minimum?: number | bigint;
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

function explain(issue: Issue): { field: string } & Bilingual {
  const [first = ''] = issue.path ?? [];
  const field = String(typeof first === 'object' ? first.key : first);
  const [zh, en] = issue.message?.split(' · ') ?? [];
  if (zh !== undefined && en !== undefined) return { field, zh, en };
  return { field, ...expectedOf(issue) };
}

/** What a value has to be. */
function expectedOf({ format, values, origin = '', maximum, minimum }: Issue): Bilingual {
  if (format === 'date') {
    return { zh: '不是有效日期，请写成 2021-06-30', en: 'not a date: write it like 2021-06-30' };
  }
  if (values !== undefined) {
    return { zh: `只能是：${values.join('、')}`, en: `must be one of: ${values.join(', ')}` };
  }
  if (minimum === 1 && origin in UNITS) return { zh: '不能为空', en: 'must not be empty' };
  const [zh, en] = UNITS[origin] ?? ['', ''];
  if (maximum !== undefined) return { zh: `最多 ${maximum}${zh}`, en: `at most ${maximum}${en}` };
  if (minimum !== undefined) return { zh: `至少 ${minimum}${zh}`, en: `at least ${minimum}${en}` };
  return {
    zh: '缺少或写法不对；地址中的多个值用英文逗号分隔，参数名只写一次',
    en: 'missing or malformed; in an address, separate values by commas and give the parameter once',
  };
}

const UNITS: Record<string, [zh: string, en: string]> = {
  string: [' 个字符', ' characters'],
  array: [' 项', ' items'],
};
