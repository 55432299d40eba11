import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const PLACES = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'soffice'));

/** LibreOffice's executable; undefined if it is not installed. */
export const soffice: string | undefined = PLACES.find((path) => existsSync(path));

const pdftotext: string | undefined = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'pdftotext'))
  .find((path) => existsSync(path));

/** Whether the text of a PDF can be read here. */
export const hasTextOfPdf = pdftotext !== undefined;

/** What a PDF says, laid out as it is seen, and how many pages it has. */
export async function textOfPdf(path: string): Promise<{ text: string; pages: number }> {
  if (pdftotext === undefined) throw new Error('pdftotext is not installed');
  const { stdout } = await promisify(execFile)(pdftotext, ['-layout', path, '-']);
  return { text: stdout, pages: stdout.split('\f').length - 1 };
}

/**
 * Opens files in LibreOffice and saves each as another format.
 * @param filter the format as LibreOffice names it, `xlsx` or `csv:Text - txt - csv (StarCalc):…`
 * @param profile folder of LibreOffice's own settings; the first start creates it, and takes twice as long
 * @param source how the files are opened, where that is not to be guessed
 * @returns paths of the new files
 */
export async function saveAs(
  paths: string[],
  filter: string,
  folder: string,
  profile: string,
  source?: string,
): Promise<string[]> {
  if (soffice === undefined) throw new Error('LibreOffice is not installed');
  await promisify(execFile)(soffice, [
    `-env:UserInstallation=file://${profile}`,
    '--headless',
    ...(source === undefined ? [] : [`--infilter=${source}`]),
    '--convert-to',
    filter,
    '--outdir',
    folder,
    ...paths,
  ]);
  return paths.map((path) => join(folder, basename(path).replace(/\.\w+$/, `.${filter.split(':')[0]}`)));
}
