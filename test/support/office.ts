import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** @throws if a program that tests need is not installed: `scripts/ensure-tools.mjs` says how */
function programOnPath(name: string): string {
  const path = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .find((one) => existsSync(one));
  if (path === undefined) throw new Error(`${name} is not installed: run scripts/ensure-tools.mjs`);
  return path;
}

/** What a PDF says, laid out as it is seen, and how many pages it has. */
export async function textOfPdf(path: string): Promise<{ text: string; pages: number }> {
  const { stdout } = await promisify(execFile)(programOnPath('pdftotext'), ['-layout', path, '-']);
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
  await promisify(execFile)(programOnPath('soffice'), [
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
