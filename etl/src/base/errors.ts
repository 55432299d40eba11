import type { Bilingual } from '@skill-ledger/contracts';

/** An error the user can fix: what is wrong, where, and how to fix it, in both languages. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly text: Bilingual;
  constructor(text: Bilingual, options?: ErrorOptions) {
    super(`${text.zh}\n${text.en}`, options);
    this.text = text;
  }
}

/** The disk that the program writes to is full; nothing was lost. */
export class DiskFull extends UserError {
  override readonly name = 'DiskFull';
  constructor(path: string, cause: unknown) {
    super(
      {
        zh: `${path} 所在磁盘空间不足，请清理后重试；原有数据未受影响`,
        en: `the disk of ${path} is full: free some space and try again; nothing was lost`,
      },
      { cause },
    );
  }
}

/** What file systems and databases say of a disk or a quota that is full. */
const FULL_CODES = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', '53100'];
const FULL_WORDS = /No space left|disk( is)? full|Could not write/i;

/** Whether the error says that the disk is full, whichever engine raised it, or one of the errors that caused it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof DiskFull || (code !== undefined && FULL_CODES.includes(code))) return true;
  return FULL_WORDS.test(error.message) || isDiskFull(error.cause);
}

const FILE_ERRORS: Record<string, Bilingual> = {
  EACCES: { zh: '没有读写权限，请检查文件夹权限', en: 'permission denied: check the folder’s permissions' },
  EPERM: { zh: '没有读写权限，请检查文件夹权限', en: 'permission denied: check the folder’s permissions' },
  EROFS: { zh: '文件夹是只读的，请换一个可写的位置', en: 'the folder is read-only: choose a writable one' },
  ENOENT: { zh: '文件或文件夹不存在，请检查路径', en: 'no such file or folder: check the path' },
  EISDIR: { zh: '这是文件夹而不是文件', en: 'is a folder, not a file' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'part of the path is not a folder' },
  EMFILE: { zh: '打开的文件过多，请稍后重试', en: 'too many open files: try again later' },
};

/**
 * Replaces a file-system error by a UserError that says what to do.
 * @returns other errors as they are
 */
export function explainFileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new DiskFull(path, error);
  const text = code === undefined ? undefined : FILE_ERRORS[code];
  if (!text) return error;
  return new UserError(
    { zh: `${path}：${text.zh}（${code}）`, en: `${path}: ${text.en} (${code})` },
    { cause: error },
  );
}
