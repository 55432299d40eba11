import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UserError } from '../base/errors.ts';

/** Templates lie beside the sources; fonts are copied there when the program is built. */
const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
const BUILT_FONTS = fileURLToPath(new URL('../../dist/fonts', import.meta.url));

interface Order {
  /** Path of the library: the thread's code, evaluated from a string, cannot resolve packages. */
  library: string;
  templates: string;
  template: string;
  fonts: string;
  data: string;
  madeAt: number;
}

type Answer = { pdf: Uint8Array } | { complaint: string };

/**
 * Renders a template as PDF/UA-1 with embedded fonts, in a separate thread, because the library blocks.
 * @param template file name in etl/templates; reads `data` as JSON from its inputs
 * @param madeAt ISO time; the same data made at the same time are the same bytes
 * @throws UserError where fonts are missing or lack a character; Error for a fault of the template
 */
export async function writePdf(template: string, data: unknown, madeAt: string): Promise<Uint8Array> {
  const fonts = fontFolder();
  const order: Order = {
    library: createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-node-compiler'),
    templates: TEMPLATES,
    template,
    fonts,
    data: JSON.stringify(data),
    madeAt: Math.floor(Date.parse(madeAt) / 1000),
  };
  const worker = new Worker(`(${work.toString()})()`, { eval: true, workerData: order });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the typesetter ended without an answer')));
    });
    if ('pdf' in answer) return answer.pdf;
    throw explain(answer.complaint);
  } finally {
    await worker.terminate();
  }
}

/** The folder of the fonts of PDFs and pictures. @throws UserError if there is none */
export function fontFolder(): string {
  const fonts = process.env.SKILL_LEDGER_FONTS || BUILT_FONTS;
  if (existsSync(fonts)) return fonts;
  throw new UserError({
    zh: `没有字体文件夹 ${fonts}；请先运行 npm run build，或用 SKILL_LEDGER_FONTS 指定`,
    en: `there is no font folder ${fonts}: run npm run build, or name one in SKILL_LEDGER_FONTS`,
  });
}

/** A character that no font has comes from the data: the office can correct it or add a font. */
function explain(complaint: string): Error {
  const character = /(?:no font|missing glyph|not be displayed)[^\n]*?(?:'|"|`)(.)(?:'|"|`)/u.exec(
    complaint,
  )?.[1];
  if (character === undefined) return new Error(complaint);
  return new UserError({
    zh: `字体中没有“${character}”字，无法生成 PDF；请改用其他写法，或在 SKILL_LEDGER_FONTS 指定的文件夹中加入含该字的字体`,
    en: `no font has the character "${character}": write it otherwise, or add a font that has it to the folder named in SKILL_LEDGER_FONTS`,
  });
}

/** The complete code of the thread; it must not refer to anything outside. */
function work(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { library, templates, template, fonts, data, madeAt } = workerData as Order;
  const { NodeCompiler } = process.getBuiltinModule('node:module').createRequire(library)(
    library,
  ) as typeof import('@myriaddreamin/typst-ts-node-compiler');
  const answer = (): Answer => {
    try {
      const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts] }] });
      const compiled = compiler.compile({
        mainFilePath: `${templates}/${template}`,
        inputs: { data },
      });
      if (compiled.hasError() || !compiled.result) {
        return { complaint: JSON.stringify(compiled.takeError()?.shortDiagnostics) };
      }
      const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: madeAt } as never);
      return { pdf: new Uint8Array(pdf) };
    } catch (error) {
      return { complaint: error instanceof Error ? error.message : String(error) };
    }
  };
  parentPort?.postMessage(answer());
}
