import { HttpException } from '@nestjs/common';

/** A wish that reads well and cannot be met: says what is wrong and how to mend it. */
export const unprocessable = (zh: string, en: string): HttpException => new HttpException({ zh, en }, 422);
