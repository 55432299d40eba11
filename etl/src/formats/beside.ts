import { drainXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** So many texts are kept of a sheet, and so much of each: they are looked through for units. */
const MOST_TEXTS = 500;
const LONGEST_TEXT = 500;

/** What a sheet says outside its cells: page headers and footers, comments, text boxes, prompts for those who fill it in. */
export class BesideTexts {
  readonly texts: string[] = [];

  add(text: string): void {
    if (text.trim() !== '' && this.texts.length < MOST_TEXTS) this.texts.push(text.slice(0, LONGEST_TEXT));
  }
}

/** &C, &"宋体,常规", &12, &KFF0000: where and how the parts of a page header are printed. */
export const pageText = (code: string): string => code.replaceAll(/&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)/gis, ' ');

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
      if (PAGE.test(name)) beside.add(pageText(text));
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
    beside.add(
      text.replaceAll(/&#(x?)([0-9a-f]{1,6});/gi, (_, hex: string, code: string) =>
        String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, hex === '' ? 10 : 16))),
      ),
    );
  }
}
