import { UserError } from '../base/errors.ts';

/** One fault in a programme's data. */
export interface Fault {
  file: string;
  /** Physical line in the file; null where the whole file is meant. */
  line: number | null;
  field: string | null;
  problem: string;
}

/** A programme's data cannot be used; lists every fault with file, line and field. */
export class ProgrammeError extends UserError {
  override readonly name = 'ProgrammeError';
  readonly faults: Fault[];
  constructor(folder: string, faults: Fault[]) {
    const lines = faults.map(
      ({ file, line, field, problem }) =>
        `  ${[file, line, field].filter((part) => part !== null).join(':')} ${problem}`,
    );
    super({
      zh: `方案数据有 ${faults.length} 处错误（${folder}），请逐条更正：\n${lines.join('\n')}`,
      en: `the programme’s data have ${faults.length} error(s), see above: correct these lines`,
    });
    this.faults = faults;
  }
}
