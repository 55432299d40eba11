import type { Bilingual } from '@skill-ledger/contracts';
import { arithmetic } from './arithmetic.ts';
import type { PayoutFacts } from './facts.ts';

/** The steps to a verdict, in the order a clerk takes them. */
export type Derivation = Bilingual[];

const PER = {
  person: { zh: '元/人', en: 'yuan a person' },
  'person-day': { zh: '元/人·天', en: 'yuan a person and day' },
  'person-year': { zh: '元/人·年（最高）', en: 'yuan a person and year at most' },
  'person-lesson-hour': { zh: '元/人·课时（最高）', en: 'yuan a person and lesson hour at most' },
};

/** Step by step: period, standard and clause, place, persons and days, uplift, caps, result (spec 3). */
export function derive(facts: PayoutFacts): Derivation {
  if (facts.returned) return [{ zh: '已退回，不作判定', en: 'returned: not judged' }];
  if (facts.due === null) return [noAmount(facts), result(facts)];
  if (!facts.inPeriod) {
    return [
      {
        zh: `班级 ${facts.endsOn} 结束，不在计数期内`,
        en: `ended ${facts.endsOn}, outside the counting period`,
      },
      result(facts),
    ];
  }
  return [
    standard(facts),
    ...place(facts),
    persons(facts),
    ...days(facts),
    ...uplift(facts),
    ...caps(facts),
    ...arithmetic(facts),
    result(facts),
  ];
}

const noAmount = ({ endsOn, standard: code }: PayoutFacts): Bilingual => ({
  zh: `班级 ${endsOn} 结束，标准 ${code} 在当天没有适用的金额`,
  en: `ended ${endsOn}: standard ${code} has no amount for that day`,
});

function standard(facts: PayoutFacts): Bilingual {
  if (facts.unitAmount === null) return noAmount(facts);
  const { standard: code, standardName, unitAmount, per, clause, endsOn } = facts;
  const unit = per ? PER[per] : { zh: '元', en: 'yuan' };
  return {
    zh: `标准 ${code} ${standardName ?? ''} ${unitAmount ?? ''} ${unit.zh}（${clause ?? ''}，${endsOn} 有效）`,
    en: `standard ${code}: ${unitAmount ?? ''} ${unit.en} (${clause ?? ''}, valid on ${endsOn})`,
  };
}

const place = ({ place: where, placeHolds }: PayoutFacts): Bilingual[] =>
  placeHolds
    ? []
    : [
        {
          zh: `机构所在地 ${where} 不在范围内，计 0`,
          en: `the institution is in ${where}, outside the allowed places: worth 0`,
        },
      ];

function persons({ personId, inClass, meets, eligible, maxPersons }: PayoutFacts): Bilingual {
  if (!personId) {
    const cap =
      maxPersons === null
        ? { zh: '', en: '' }
        : { zh: `（最多 ${maxPersons} 人）`, en: ` (at most ${maxPersons})` };
    return {
      zh: `按班发放：符合条件 ${eligible ?? 0} 人${cap.zh}`,
      en: `paid for a class: ${eligible ?? 0} eligible${cap.en}`,
    };
  }
  if (!inClass) return { zh: '该班没有这名学员，计 0', en: 'no such trainee in the class: worth 0' };
  return meets
    ? {
        zh: '学员结业、合格，证书符合要求',
        en: 'the trainee finished, passed and meets the standard’s conditions',
      }
    : {
        zh: '学员未结业、未合格或缺少标准要求的证书，计 0',
        en: 'did not finish, did not pass or lacks the certificate: worth 0',
      };
}

function days({ per, days: count, attendedHours }: PayoutFacts): Bilingual[] {
  if (per === 'person-day' && count !== null) return [{ zh: `计 ${count} 天`, en: `${count} days` }];
  if (per === 'person-lesson-hour' && attendedHours !== null) {
    return [{ zh: `出勤 ${attendedHours} 课时`, en: `${attendedHours} lesson hours attended` }];
  }
  return [];
}

function uplift({ claimed, upliftType, upliftRate }: PayoutFacts): Bilingual[] {
  if (claimed === null) return [{ zh: '未申报上浮', en: 'no uplift claimed' }];
  if (upliftType === null)
    return [{ zh: `申报上浮“${claimed}”，条件不成立，不计`, en: `uplift ${claimed} does not hold` }];
  const percent = Math.round((upliftRate ?? 0) * 100);
  return [{ zh: `上浮“${upliftType}”成立，+${percent} %`, en: `uplift ${upliftType} holds: +${percent} %` }];
}

function caps({ personId, deniedOnce, deniedTimes, turnOfYear }: PayoutFacts): Bilingual[] {
  if (!personId) return [];
  if (deniedOnce)
    return [
      {
        zh: '同一职业（项目）同一等级已享受过，计 0',
        en: 'the same occupation and level was subsidised before: worth 0',
      },
    ];
  if (turnOfYear === null) return [];
  return deniedTimes
    ? [
        {
          zh: `本年第 ${turnOfYear} 次，超过次数，计 0`,
          en: `subsidy no. ${turnOfYear} of the year, above the limit: worth 0`,
        },
      ]
    : [{ zh: `本年第 ${turnOfYear} 次`, en: `subsidy no. ${turnOfYear} of the year` }];
}

const VERDICTS: Record<string, string> = {
  一致: 'right',
  多发: 'overpaid',
  少发: 'underpaid',
  不应发: 'not due',
  无适用标准: 'no standard applies',
  未超上限: 'within the ceiling',
};

function result({ due, amount, verdict, disbursed }: PayoutFacts): Bilingual {
  const english = VERDICTS[verdict ?? ''] ?? '';
  const paid = disbursed
    ? { zh: `实发 ${amount} 元`, en: `paid ${amount} yuan` }
    : { zh: `拟发 ${amount} 元（尚未发放）`, en: `to be paid ${amount} yuan (not paid yet)` };
  return due === null
    ? { zh: `${paid.zh}：${verdict}`, en: `${paid.en}: ${english}` }
    : { zh: `应发 ${due} 元，${paid.zh}：${verdict}`, en: `due ${due} yuan, ${paid.en}: ${english}` };
}
