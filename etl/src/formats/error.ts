import type { Bilingual } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';

export type LedgerFileTrouble = 'empty' | 'damaged' | 'password' | 'unsupported' | 'too-large' | 'encoding';

/** A file that cannot be read as a ledger: which, why and how to fix it. */
export class LedgerFileError extends UserError {
  override readonly name = 'LedgerFileError';
  readonly code: LedgerFileTrouble;
  constructor(code: LedgerFileTrouble, file: string, text: Bilingual, options?: ErrorOptions) {
    super({ zh: `${file}：${text.zh}`, en: `${file}: ${text.en}` }, options);
    this.code = code;
  }
}
