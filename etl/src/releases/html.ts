/** Text that is markup already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | Markup[] | string | number;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const plain = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(({ text }) => text).join('') : escaped(String(part));
};

/** Markup from a template: every value in it is escaped unless it is markup itself. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(texts.map((text, at) => text + (at < parts.length ? plain(parts[at] ?? '') : '')).join(''));

export const NOTHING = new Markup('');
