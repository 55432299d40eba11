import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const PLACES = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'soffice'));

/** LibreOffice's executable; undefined if it is not installed. */
export const soffice: string | undefined = PLACES.find((path) => existsSync(path));

/**
 * Opens files in LibreOffice and saves each as another format.
 * @param filter the format as LibreOffice names it, `xlsx` or `csv:Text - txt - csv (StarCalc):…`
 * @param profile folder of LibreOffice's own settings; the first start creates it, and takes twice as long
 * @returns paths of the new files
 */
export async function saveAs(
  paths: string[],
  filter: string,
  folder: string,
  profile: string,
): Promise<string[]> {
  if (soffice === undefined) throw new Error('LibreOffice is not installed');
  await promisify(execFile)(soffice, [
    `-env:UserInstallation=file://${profile}`,
    '--headless',
    '--convert-to',
    filter,
    '--outdir',
    folder,
    ...paths,
  ]);
  return paths.map((path) => join(folder, basename(path).replace(/\.\w+$/, `.${filter.split(':')[0]}`)));
}
