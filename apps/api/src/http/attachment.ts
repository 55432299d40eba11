import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/** The Content-Disposition of a download: an ASCII fallback name, and the real one (RFC 6266). */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const DOCUMENTS = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A document to download; its type is that of its format. */
export const documentDownload = (
  bytes: Uint8Array,
  name: string,
  format: keyof typeof DOCUMENTS,
): StreamableFile =>
  new StreamableFile(bytes, { type: DOCUMENTS[format], disposition: attachment(`${name}.${format}`) });

/** A workbook to download under this name. */
export const workbook = (bytes: Uint8Array, name: string): StreamableFile =>
  new StreamableFile(bytes, { type: DOCUMENTS.xlsx, disposition: attachment(name) });

/** A CSV to download under this name: as text, or streamed. */
export const csvDownload = (content: Readable | string, name: string): StreamableFile => {
  const options = { type: 'text/csv; charset=utf-8', disposition: attachment(name) };
  return typeof content === 'string'
    ? new StreamableFile(Buffer.from(content), options)
    : new StreamableFile(content, options);
};

/** A stored file as uploaded: always downloaded, never rendered by the browser. */
export const storedFile = (content: Readable, name: string): StreamableFile =>
  new StreamableFile(content, { type: 'application/octet-stream', disposition: attachment(name) });
