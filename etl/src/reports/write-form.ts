import type { FormFormat } from './form-formats.ts';
import { writeGridXlsx } from './form-xlsx.ts';
import { type FormContent, officialForm } from './official-form.ts';
import { periodTitle } from './period-title.ts';
import { writePdf } from './typst.ts';

/**
 * The official form of one unit as a file. The same content at the same time is the same bytes.
 * @param madeAt ISO time, part of the file's properties
 * @throws UserError where PDF lacks a font or a character
 */
export async function writeOfficialForm(
  content: FormContent,
  format: FormFormat,
  madeAt: string,
): Promise<Uint8Array> {
  const grid = officialForm(content);
  const title = `${content.unit.unit} ${periodTitle(content.scores)} 项目支出绩效自评表`;
  // The library is loaded when the first document is written: a server starts without it.
  if (format === 'docx') return (await import('./form-docx.ts')).writeGridDocx(grid, title, madeAt);
  if (format === 'xlsx') return writeGridXlsx([{ name: '绩效自评表', grid }], title, madeAt);
  const [date = ''] = madeAt.split('T');
  return writePdf('grid.typ', { title, date: date.split('-').map(Number), grid }, madeAt);
}
