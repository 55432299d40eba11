import { UserError } from '../base/errors.ts';

/** Errors of the machine, not of a file. */
const OF_THE_MACHINE = ['ENOSPC', 'EROFS', 'EMFILE'];

/** Whether an error concerns a single file, so that others can be read. */
export function isUnreadable(error: unknown): error is UserError {
  const { code = '' } = ((error as Error | null)?.cause ?? {}) as NodeJS.ErrnoException;
  return error instanceof UserError && !OF_THE_MACHINE.includes(code);
}

/**
 * @param errors one for each file that cannot be read
 * @param files number of all files of the load
 * @throws UserError with the problem of each, if there are any
 */
export function refuseUnreadable(errors: UserError[], files: number): void {
  const [first, ...others] = errors;
  if (!first) return;
  if (files === 1) throw first;
  const rest = files - errors.length;
  const texts = [first, ...others].map(({ text }) => text);
  throw new UserError({
    zh: `${errors.length} 个文件不能读取，本次没有装载：${texts.map(({ zh }) => zh).join('；')}${
      rest > 0
        ? `。其余 ${rest} 个文件可以读取：改好后一起重新报送，或先略过这些文件（--skip-unreadable）`
        : ''
    }`,
    en: `${errors.length} files cannot be read, nothing was loaded: ${texts.map(({ en }) => en).join('; ')}${
      rest > 0
        ? `. The other ${rest} can: mend these and hand all in again, or leave them out (--skip-unreadable)`
        : ''
    }`,
  });
}
