import { HttpException } from '@nestjs/common';
import { UserError } from '@skill-ledger/etl';

/** Turns what a person can mend into an answer of this status; anything else is thrown on. */
export const refuse =
  (status: number) =>
  (error: unknown): never => {
    throw error instanceof UserError ? new HttpException(error.text, status) : error;
  };
