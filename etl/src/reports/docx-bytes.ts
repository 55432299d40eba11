import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** ZIP keeps local time without a zone: these parts are the same everywhere. */
const ZIP_TIME = new Date(2026, 0, 1);
/** A reader finds these first. */
const FIRST = ['[Content_Types].xml', '_rels/.rels'];

/**
 * The same document as the same bytes: relation ids are random, drawing ids count up per process, and times are those
 * of writing, so they are numbered and set here.
 * @param docx a DOCX file
 * @param madeAt ISO time of creation and change
 * @param mended by name, parts that the library cannot write as they should be
 */
export function sameBytes(
  docx: Uint8Array,
  madeAt: string,
  mended: Record<string, (xml: string) => string> = {},
): Uint8Array {
  const parts = unzipSync(docx);
  for (const [name, mend] of Object.entries(mended)) {
    const part = parts[name];
    if (part === undefined) throw new Error(`the document has no part ${name}`);
    parts[name] = strToU8(mend(strFromU8(part)));
  }
  const names = [
    ...FIRST,
    ...Object.keys(parts)
      .filter((name) => !FIRST.includes(name))
      .sort(),
  ];
  const ids = new Map<string, string>();
  let drawings = 0;
  const fixed: Zippable = {};
  for (const name of names) {
    const part = parts[name];
    if (part === undefined) continue;
    fixed[name] = [
      /\.(xml|rels)$/.test(name) ? strToU8(rewrite(strFromU8(part))) : part,
      { mtime: ZIP_TIME, level: 6 },
    ];
  }
  return zipSync(fixed, { mtime: ZIP_TIME });

  function rewrite(xml: string): string {
    return xml
      .replace(/\brId[\w-]{15,}/g, (id) => {
        const known = ids.get(id) ?? `rIdn${ids.size + 1}`;
        ids.set(id, known);
        return known;
      })
      .replace(/(<wp:docPr\b[^>]*?\bid=")\d+/g, (_, head: string) => {
        drawings += 1;
        return head + drawings;
      })
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, head: string) => head + madeAt);
  }
}
