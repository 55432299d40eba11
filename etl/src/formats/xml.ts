import { SaxesParser } from 'saxes';

export interface XmlHandlers {
  /**
   * An element of the root's namespace. Elements of other namespaces are skipped with their contents, and so are extension
   * lists and the unused branches of alternate content; the branch in use is reported as if it were the only content.
   * @param name without prefix; names of attributes keep theirs
   * @param parent name of the element around it; empty for the root
   * @param namespaceOf resolves a prefix
   */
  open?(
    name: string,
    attributes: Record<string, string>,
    parent: string,
    namespaceOf: (prefix: string) => string | undefined,
  ): void;
  close?(name: string, parent: string): void;
  text?(text: string): void;
}

/** Spreadsheet programs write no single tag, text or comment longer than this. */
const LONGEST_PIECE = 1 << 20;
const DEEPEST = 100;

const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
/** Extensions that Excel knows, and whose branch of alternate content it therefore shows. */
const EXTENSIONS_OF_EXCEL = /^http:\/\/schemas\.microsoft\.com\/office\//;
const UTF16_MARKS: [string, number, number][] = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
];

type Scope = ReadonlyMap<string, string>;

/** Tracks the elements that are reported, see `XmlHandlers`. */
class Elements {
  private readonly handlers: XmlHandlers;
  private readonly path: string[] = [];
  /** For each open element that is not skipped: the scope to restore, and whether it is transparent. */
  private readonly opened: { scope: Scope; isTransparent: boolean }[] = [];
  /** For each open alternate content: whether a branch has been taken. */
  private readonly alternatives: boolean[] = [];
  private scope: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
  private root: string | undefined;
  /** Depth inside a skipped element. */
  private leftOut = 0;
  private readonly namespaceOf = (prefix: string): string | undefined => this.scope.get(prefix);

  constructor(handlers: XmlHandlers) {
    this.handlers = handlers;
  }

  get depth(): number {
    return this.opened.length + this.leftOut;
  }

  open(tag: string, attributes: Record<string, string>): void {
    if (this.leftOut > 0) {
      this.leftOut += 1;
      return;
    }
    const outer = this.scope;
    this.declare(attributes);
    const colon = tag.indexOf(':');
    const prefix = colon < 0 ? '' : tag.slice(0, colon);
    const name = colon < 0 ? tag : tag.slice(colon + 1);
    const namespace = this.scope.get(prefix);
    if (namespace === undefined && prefix !== '') throw new Error(`the prefix ${prefix} is not declared`);
    this.root ??= namespace ?? '';
    const isTransparent = namespace === COMPATIBILITY;
    const counts = isTransparent
      ? this.takes(name, attributes)
      : (namespace ?? '') === this.root && name !== 'extLst';
    if (!counts) {
      this.leftOut = 1;
      this.scope = outer;
      return;
    }
    this.opened.push({ scope: outer, isTransparent });
    if (isTransparent) return;
    this.handlers.open?.(name, attributes, this.path.at(-1) ?? '', this.namespaceOf);
    this.path.push(name);
  }

  private declare(attributes: Record<string, string>): void {
    let scope: Map<string, string> | undefined;
    for (const key in attributes) {
      if (!key.startsWith('xmlns')) continue;
      scope ??= new Map(this.scope);
      if (key === 'xmlns') scope.set('', attributes[key] ?? '');
      else if (key[5] === ':') scope.set(key.slice(6), attributes[key] ?? '');
    }
    if (scope) this.scope = scope;
  }

  /** Whether an element of alternate content is transparent: only the first branch with supported namespaces is. */
  private takes(name: string, attributes: Record<string, string>): boolean {
    if (name === 'AlternateContent') {
      this.alternatives.push(false);
      return true;
    }
    const isBranch = name === 'Fallback' || (name === 'Choice' && this.understands(attributes.Requires));
    if (!isBranch || this.alternatives.at(-1) !== false) return false;
    this.alternatives[this.alternatives.length - 1] = true;
    return true;
  }

  private understands(prefixes = ''): boolean {
    const names = prefixes.split(/\s+/).filter((prefix) => prefix !== '');
    return (
      names.length > 0 &&
      names.every((prefix) => {
        const namespace = this.scope.get(prefix) ?? '';
        return namespace === this.root || EXTENSIONS_OF_EXCEL.test(namespace);
      })
    );
  }

  close(tag: string): void {
    if (this.leftOut > 0) {
      this.leftOut -= 1;
      return;
    }
    const opened = this.opened.pop();
    if (!opened) return;
    this.scope = opened.scope;
    if (opened.isTransparent) {
      if (tag.endsWith('AlternateContent')) this.alternatives.pop();
      return;
    }
    const name = this.path.pop() ?? '';
    this.handlers.close?.(name, this.path.at(-1) ?? '');
  }

  text(text: string): void {
    if (this.leftOut === 0) this.handlers.text?.(text);
  }
}

/**
 * Reads XML through the handlers and yields after each chunk, so that collected rows can be passed on. Rejects document types
 * (spreadsheets have none, and XML bombs are built from entities), and tokens and nesting that would exhaust memory.
 */
export async function* readXml(
  source: AsyncIterable<Buffer | string> | Iterable<string>,
  handlers: XmlHandlers,
): AsyncIterable<void> {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false });
  const elements = new Elements(handlers);
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
  };
  let sincePiece = 0;
  parser.on('error', fail);
  parser.on('doctype', () => fail(new Error('a document type is not allowed')));
  parser.on('opentag', (tag) => {
    sincePiece = 0;
    if (failure !== undefined) return;
    if (elements.depth >= DEEPEST) return fail(new Error('elements are nested too deep'));
    elements.open(tag.name, tag.attributes);
  });
  parser.on('closetag', (tag) => {
    sincePiece = 0;
    if (failure === undefined) elements.close(tag.name);
  });
  if (handlers.text) {
    const text = (piece: string): void => {
      if (failure === undefined) elements.text(piece);
    };
    parser.on('text', text);
    parser.on('cdata', text);
  }
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of source) {
    let text = chunk as string;
    if (typeof chunk !== 'string') {
      decoder ??= new TextDecoder(encodingOf(chunk));
      text = decoder.decode(chunk, { stream: true });
    }
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

/** Office parts are UTF-8, or UTF-16 with a byte order mark. */
export const encodingOf = (start: Uint8Array): string =>
  UTF16_MARKS.find(([, first, second]) => start[0] === first && start[1] === second)?.[0] ?? 'utf-8';

/** Reads a part to its end. */
export async function drainXml(
  source: AsyncIterable<Buffer | string> | Iterable<string>,
  handlers: XmlHandlers,
): Promise<void> {
  for await (const _ of readXml(source, handlers));
}
