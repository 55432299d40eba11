import type { Readable } from 'node:stream';
import {
  applyDecorators,
  BadRequestException,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse } from '@nestjs/swagger';
import { MAX_EVIDENCE_BYTES, MAX_EVIDENCE_FILES } from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';

/** A file of a form; `truncated` if it is larger than the limit. */
export interface FormFile {
  filename: string;
  file: Readable & { truncated: boolean };
}

/**
 * The files of a form, one after another; none if the request is not a form.
 * @throws BadRequestException if the client has disconnected already
 */
export async function* formFiles(
  request: FastifyRequest,
  limits: { fileSize: number; files: number },
): AsyncGenerator<FormFile> {
  if (!request.isMultipart()) return;
  // The parser notices a connection that closes, but would wait without end on one that is closed.
  if (request.raw.destroyed) throw new BadRequestException();
  yield* request.files({ limits });
}

/** The body of a route that takes files, for the OpenAPI document. */
export const FORM_SCHEMA = {
  schema: {
    type: 'object',
    properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
  },
};

/** A route that takes evidence files. */
export const TakesEvidence = () =>
  applyDecorators(
    HttpCode(204),
    ApiConsumes('multipart/form-data'),
    ApiBody(FORM_SCHEMA),
    ApiNoContentResponse(),
  );

/** Parameter of a route that takes evidence: the files, one after another. */
export const EvidenceFiles = createParamDecorator(
  (_: unknown, context: ExecutionContext): AsyncGenerator<FormFile> =>
    formFiles(context.switchToHttp().getRequest<FastifyRequest>(), {
      fileSize: MAX_EVIDENCE_BYTES,
      files: MAX_EVIDENCE_FILES,
    }),
);
