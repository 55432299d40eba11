import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

export interface XmlHandlers {
  /** Names come without their namespace prefix, attributes' names with it. */
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A single tag, text or comment of more characters is none that a spreadsheet program wrote. */
const LONGEST_PIECE = 1 << 20;
const DEEPEST = 100;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads an XML stream through the handlers, giving way after each chunk so that what they gathered can be passed on.
 * Document types are refused – no spreadsheet has one, and entities are how XML bombs are built – as are pieces and
 * depths that would fill the memory.
 */
export async function* readXml(stream: Readable, handlers: XmlHandlers): AsyncIterable<void> {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false });
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
  };
  let depth = 0;
  let sincePiece = 0;
  parser.on('error', fail);
  parser.on('doctype', () => fail(new Error('a document type is not allowed')));
  parser.on('opentag', (tag) => {
    sincePiece = 0;
    depth += 1;
    if (depth > DEEPEST) fail(new Error('elements are nested too deep'));
    if (failure === undefined) handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    sincePiece = 0;
    depth -= 1;
    if (failure === undefined) handlers.close?.(localName(tag.name));
  });
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of stream) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    sincePiece += text.length;
    parser.write(text);
    if (sincePiece > LONGEST_PIECE) fail(new Error('a text or tag is too long'));
    if (failure !== undefined) throw failure;
    yield;
  }
  parser.close();
  if (failure !== undefined) throw failure;
  yield;
}

/** Reads a part to its end. */
export async function drainXml(stream: Readable, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(stream, handlers));
}
