import { UserError } from '../base/errors.ts';
import { listProgrammes, loadProgramme, programmeFolder } from '../programme/load.ts';
import type { Programme } from '../programme/programme.ts';
import { homeInfo } from './home.ts';

/** The programme of a new home: SKILL_LEDGER_PROGRAMME, or the only one there is. */
export async function defaultProgramme(): Promise<string> {
  const known = await listProgrammes();
  const wanted = process.env.SKILL_LEDGER_PROGRAMME ?? (known.length === 1 ? known[0] : undefined);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  throw new UserError({
    zh: `请用环境变量 SKILL_LEDGER_PROGRAMME 指定方案：${known.join('、')}`,
    en: `name the programme in SKILL_LEDGER_PROGRAMME: ${known.join(', ')}`,
  });
}

/** The programme of a home, or the one a new home would get: for what is there before the first load. */
export async function anyProgramme(home: string): Promise<Programme> {
  const info = await homeInfo(home);
  return loadProgramme(programmeFolder(info?.programme ?? (await defaultProgramme())));
}

/** The programme that a home is about. */
export async function homeProgramme(home: string): Promise<Programme> {
  const info = await homeInfo(home);
  if (!info) {
    throw new UserError({
      zh: `${home} 还不是数据文件夹；请先用 skill-ledger load 装载台账`,
      en: `${home} is no home yet: run skill-ledger load first`,
    });
  }
  return loadProgramme(programmeFolder(info.programme));
}
