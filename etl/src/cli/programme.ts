import { UserError } from '../errors.ts';
import { listProgrammes } from '../programme/load.ts';

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
