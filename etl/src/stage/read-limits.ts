import { UserError } from '../base/errors.ts';

/** Text that a load may read out of its files, in megabytes (millions of characters). */
interface ReadLimits {
  sheet: number;
  load: number;
  /** Whether one of them was set: then the average of a row does not limit. */
  isSet: boolean;
}
type Limit = 'sheet' | 'load';

const SETTINGS = { sheet: 'SKILL_LEDGER_MOST_SHEET_MB', load: 'SKILL_LEDGER_MOST_LOAD_MB' };
/** A city's ledgers of a year are about 100 MB of text. */
const DEFAULTS: Record<Limit, number> = { sheet: 2000, load: 8000 };
const MEGABYTE = 1_000_000;
/** Characters that a row may hold on average, beyond what is spare: a ledger's has a few hundred. */
const PER_ROW = 2000;
const SPARE = 32 * MEGABYTE;

/** @throws UserError if a setting is not a positive number */
export function readLimits(env: NodeJS.ProcessEnv = process.env): ReadLimits {
  const limit = (name: Limit): number => {
    const text = env[SETTINGS[name]];
    const value = text ? Number(text) : DEFAULTS[name];
    if (value > 0) return value;
    throw new UserError({
      zh: `环境变量 ${SETTINGS[name]} 应为正数（MB），现为“${text}”`,
      en: `${SETTINGS[name]} must be a positive number of megabytes, not "${text}"`,
    });
  };
  const isSet = Object.values(SETTINGS).some((name) => Boolean(env[name]));
  return { sheet: limit('sheet'), load: limit('load'), isSet };
}

/**
 * Counts the text read in one load. A small workbook can refer to a long text from many cells, so that its size limits neither
 * the memory nor the temporary files needed to read it; a file with no more text than twice its size is always allowed.
 */
export class ReadBudget {
  private readonly limits: ReadLimits;
  private total = 0;
  private rows = 0;
  private readonly totalLimit: number;
  private readonly spare: number;

  constructor(limits: ReadLimits, fileBytes: number) {
    this.limits = limits;
    this.totalLimit = Math.max(limits.load * MEGABYTE, 2 * fileBytes);
    this.spare = limits.isSet ? Number.POSITIVE_INFINITY : Math.max(SPARE, 2 * fileBytes);
  }

  /** @returns a function to be called with the length of each row of the sheet; it throws UserError beyond the limit */
  sheet(file: { path: string; bytes: number }, sheet: string): (length: number) => void {
    const name = [file.path, sheet].filter(Boolean).join(' · ');
    const limit = Math.max(this.limits.sheet * MEGABYTE, 2 * file.bytes);
    let read = 0;
    return (length) => {
      read += length;
      this.total += length;
      this.rows += 1;
      if (read > limit) throw tooLong(name, 'sheet', limit);
      if (this.total > this.totalLimit) throw tooLong(name, 'load', this.totalLimit);
      if (this.total > this.spare + this.rows * PER_ROW) throw tooWide(name);
    };
  }
}

const WHAT = {
  sheet: { zh: '一张工作表', en: 'a sheet' },
  load: { zh: '一次装载', en: 'a load' },
};

function tooLong(name: string, limit: Limit, bytes: number): UserError {
  const most = Math.ceil(bytes / MEGABYTE);
  const { zh, en } = WHAT[limit];
  return new UserError({
    zh: `${name}：${zh}的文字超过 ${most} MB，未装载。请检查是否有异常长的单元格，或分成几份报送；确有需要可提高 ${SETTINGS[limit]}`,
    en: `${name}: ${en} holds more than ${most} MB of text; nothing was loaded. Check for unusually long cells, or load it in parts; if the size is right, raise ${SETTINGS[limit]}`,
  });
}

const tooWide = (name: string): UserError =>
  new UserError({
    zh: `${name}：各行的文字平均超过 ${PER_ROW} 字，不像台账，未装载。请检查是否有异常长的单元格；确有需要可用 ${SETTINGS.load} 指定一次装载的上限（MB）`,
    en: `${name}: its rows hold more than ${PER_ROW} characters on average, unlike a ledger, nothing was loaded. Look for cells of unusual length; if it is right, set the limit of a load in megabytes (${SETTINGS.load})`,
  });
