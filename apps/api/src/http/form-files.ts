import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** A file of a form; `truncated` if it is larger than the limit. */
export interface FormFile {
  filename: string;
  file: Readable & { truncated: boolean };
}

/** The files of a form, one after another; none if the request is not a form. */
export async function* formFiles(
  request: FastifyRequest,
  limits: { fileSize: number; files: number },
): AsyncGenerator<FormFile> {
  if (request.isMultipart()) yield* request.files({ limits });
}

/** The body of a route that takes files, for the OpenAPI document. */
export const FORM_SCHEMA = {
  schema: {
    type: 'object',
    properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
  },
};
