import { HttpException } from '@nestjs/common';
import { holdsPersonalNumber } from '@skill-ledger/etl';

/**
 * Refuses ids, phone and account numbers in texts that are printed on official forms and read by users who cannot state a
 * purpose: every text of tasks and of self-evaluations, names of filters. Attached files are masked and may hold them.
 * @param texts by field
 * @throws HttpException 422 that names the fields, not the numbers
 */
export function refusePersonalNumbers(texts: Record<string, string | undefined>): void {
  const fields = Object.keys(texts).filter((field) => holdsPersonalNumber(texts[field] ?? ''));
  if (fields.length === 0) return;
  throw new HttpException(
    {
      zh: '文字中有身份证号、手机号或账号；此处文字会印在公文上、不作遮盖，请改写为线索或班级编号，个人信息放进附件',
      en: 'the text has an id, a phone or an account number in it; it is printed and not masked: name the finding or the class instead, and put personal values into an attached file',
      errors: fields.map((field) => ({
        field,
        zh: '有身份证号、手机号或账号，请删去',
        en: 'an id, phone or account number: remove it',
      })),
    },
    422,
  );
}
