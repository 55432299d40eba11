import type { BesideText } from './types.ts';
import { drainXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** So many texts are kept of a sheet, and so much of each: they are looked through for units. */
const MAX_TEXTS = 500;
const LONGEST_TEXT = 500;

/** What a sheet says outside its cells: page headers and footers, comments, text boxes, prompts for those who fill it in. */
export class BesideTexts {
  readonly texts: BesideText[] = [];

  get isFull(): boolean {
    return this.texts.length >= MAX_TEXTS;
  }

  /** @param isShown everybody sees it, not only at its cell */
  add(text: string, isShown = false): void {
    if (text.trim() !== '' && !this.isFull) this.texts.push({ text: text.slice(0, LONGEST_TEXT), isShown });
  }
}

/** The parts of a page header, left, centre and right, without codes for how they are printed: &"宋体,常规", &12, &KFF0000. */
export const pageTexts = (code: string): string[] =>
  code.split(/&[LCR]/i).map((part) => part.replaceAll(/&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)/gis, ' '));

const PAGE = /^(?:odd|even|first)(?:Header|Footer)$/;

/** Handlers for what stands around the rows of a sheet part. */
export function besideHandlers(beside: BesideTexts) {
  let text = '';
  return {
    open(name: string, { prompt, promptTitle }: Record<string, string>): void {
      if (PAGE.test(name)) text = '';
      if (name !== 'dataValidation') return;
      for (const said of [promptTitle, prompt]) if (said !== undefined) beside.add(said);
    },
    text(piece: string): void {
      text += piece;
    },
    close(name: string): void {
      if (PAGE.test(name)) for (const part of pageTexts(text)) beside.add(part, true);
      text = '';
    },
  };
}

/** The comments of a part. */
export async function readComments(zip: ZipParts, part: string, beside: BesideTexts): Promise<void> {
  let said = '';
  let isText = false;
  await drainXml(await zip.open(part), {
    open(name) {
      if (name === 'comment') said = '';
      isText = name === 't';
    },
    text(piece) {
      if (isText && said.length < LONGEST_TEXT) said += piece;
    },
    close(name) {
      isText = false;
      if (name === 'comment') beside.add(said);
    },
  });
}

const PARAGRAPH_END = /<\/(?:\w{1,9}:)?p>/;
const PIECE = /<(?:\w{1,9}:)?t(?:\s[^<>]*)?>([^<]*)</g;

/** The texts of boxes in a drawing, which has several namespaces; entities but those of characters matter to no unit. */
export async function readDrawing(zip: ZipParts, part: string, beside: BesideTexts): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of await zip.open(part)) pieces.push(piece as Buffer);
  for (const paragraph of Buffer.concat(pieces).toString('utf8').split(PARAGRAPH_END)) {
    const text = [...paragraph.matchAll(PIECE)].map(([, piece = '']) => piece).join('');
    const plain = text.replaceAll(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(0x10ffff, Number(code.replace(/^x/i, '0x')))),
    );
    beside.add(plain, true);
  }
}
