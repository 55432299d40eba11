import { UserError } from '../base/errors.ts';
import { listProgrammes, loadProgramme, programmeFolder } from '../programme/load.ts';
import type { Programme } from '../programme/programme.ts';
import { createHome, type HomeInfo, homeInfo } from './home.ts';

/** A home folder with its programme: read once for each operation. */
export interface OpenHome {
  /** Absolute path of the home folder. */
  home: string;
  info: HomeInfo;
  programme: Programme;
}

/**
 * The programme of a new home: SKILL_LEDGER_PROGRAMME, or the only one available.
 * @throws UserError if there are several and none is named, or the named one does not exist
 */
export async function defaultProgramme(): Promise<string> {
  const known = await listProgrammes();
  const wanted = process.env.SKILL_LEDGER_PROGRAMME ?? (known.length === 1 ? known[0] : undefined);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  throw new UserError({
    zh: `请用环境变量 SKILL_LEDGER_PROGRAMME 指定方案：${known.join('、')}`,
    en: `set SKILL_LEDGER_PROGRAMME to one of: ${known.join(', ')}`,
  });
}

/**
 * Opens a home; null if the folder is no home yet.
 * @throws UserError if home.json is damaged, ProgrammeError if the programme's data has faults
 */
export async function openHome(home: string): Promise<OpenHome | null> {
  const info = await homeInfo(home);
  return info && { home, info, programme: await loadProgramme(programmeFolder(info.programme)) };
}

/**
 * Opens a home, or creates it.
 * @param wanted for a new home; an existing home keeps its programme. Without a programme, `defaultProgramme` chooses.
 * @throws UserError as `openHome` and `defaultProgramme` do, and if the folders cannot be created
 */
export async function openOrCreateHome(
  home: string,
  wanted: { programme?: string | undefined; demo: boolean },
): Promise<OpenHome> {
  const known = await homeInfo(home);
  const programme = known?.programme ?? wanted.programme ?? (await defaultProgramme());
  const info = await createHome(home, { programme, demo: wanted.demo });
  return { home, info, programme: await loadProgramme(programmeFolder(info.programme)) };
}

/** The programme of a home, or the one a new home would get: for pages and commands that work before the first load. */
export async function anyProgramme(home: string): Promise<Programme> {
  const opened = await openHome(home);
  return opened?.programme ?? loadProgramme(programmeFolder(await defaultProgramme()));
}

/**
 * The programme of an existing home.
 * @throws UserError if the folder is no home yet
 */
export async function homeProgramme(home: string): Promise<Programme> {
  const opened = await openHome(home);
  if (opened) return opened.programme;
  throw new UserError({
    zh: `${home} 还不是数据文件夹；请先用 skill-ledger load 装载台账`,
    en: `${home} is not a home folder yet: run skill-ledger load first`,
  });
}
