import type { Bilingual } from '@skill-ledger/contracts';
import type { PayoutFacts } from './facts.ts';

/** One product: persons × quantity × amount, with or without an uplift. */
interface Factor {
  persons: number;
  amount: string;
  raised: boolean;
}

const MICRO = 1_000_000n;
const micro = (value: number): bigint => BigInt(Math.round(value * 1_000_000));
const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
const yuanOf = (fen: bigint): string => {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * How the amount due is computed, with every operand: `47 人 × 4 天 × 200.00 元 = 37600.00 元`. A reduction by the year's limit
 * follows. Empty if there is nothing to multiply.
 */
export function arithmetic(facts: PayoutFacts): Bilingual[] {
  const { due, personId, unitAmount, per } = facts;
  if (due === null || fenOf(due) === 0n || unitAmount === null) return [];
  const rate = facts.upliftRate ?? 0;
  const units = unitsOf(facts);
  // An uplift may apply to some trainees only: the amount due for a person shows whether it did.
  const ways = personId
    ? [true, false].map((raised) => [{ persons: 1, amount: unitAmount, raised }])
    : [ofClass(facts)];
  const exact = ways.find((one) => productOf(one, facts) === fenOf(due));
  const factors = exact ?? ways[0] ?? [];
  const fen = productOf(factors, facts);
  const less = fen - fenOf(due);
  const isTrivial = personId && units === null && rate === 0 && less === 0n;
  const isExplained = less === 0n || (less > 0n && per === 'person-year');
  if (factors.length === 0 || isTrivial || !isExplained) return [];
  const say = (language: keyof Bilingual): string => {
    const yuan = language === 'zh' ? ' 元' : ' yuan';
    const products = factors.map(({ persons, amount, raised }) =>
      [
        !personId && (language === 'zh' ? `${persons} 人` : `${persons} persons`),
        units && `${units.count} ${units.unit[language]}`,
        `${amount}${yuan}`,
        raised && rate > 0 && `(1 + ${Math.round(rate * 100)} %)`,
      ]
        .filter(Boolean)
        .join(' × '),
    );
    const limited =
      less === 0n
        ? ''
        : language === 'zh'
          ? `；扣除超出年度限额的 ${yuanOf(less)} 元后为 ${due} 元`
          : `; less ${yuanOf(less)} yuan above the year's limit: ${due} yuan`;
    return `${products.join(' + ')} = ${yuanOf(fen)}${yuan}${limited}`;
  };
  return [{ zh: say('zh'), en: say('en') }];
}

/** In fen, rounded half up. */
function productOf(factors: Factor[], facts: PayoutFacts): bigint {
  const exact = factors.reduce(
    (sum, { persons, amount, raised }) =>
      sum +
      BigInt(persons) *
        fenOf(amount) *
        micro(unitsOf(facts)?.count ?? 1) *
        (raised ? MICRO + micro(facts.upliftRate ?? 0) : MICRO),
    0n,
  );
  return (2n * exact + MICRO * MICRO) / (2n * MICRO * MICRO);
}

/** Each standard that applies in the class; at most as many persons as it allows. */
function ofClass({ groups, maxPersons, upliftType }: PayoutFacts): Factor[] {
  let left = maxPersons ?? Number.POSITIVE_INFINITY;
  return groups.flatMap(({ amount, persons, raised }) => {
    const seated = Math.min(persons, left);
    left -= seated;
    const high = upliftType === null ? 0 : Math.min(raised, seated);
    return [
      { persons: high, amount, raised: true },
      { persons: seated - high, amount, raised: false },
    ].filter((one) => one.persons > 0);
  });
}

const DAYS = { zh: '天', en: 'days' };
const HOURS = { zh: '课时', en: 'hours' };

/** The factor besides persons. */
function unitsOf({ per, days, attendedHours }: PayoutFacts): { count: number; unit: Bilingual } | null {
  if (per === 'person-day' && days !== null) return { count: days, unit: DAYS };
  if (per === 'person-lesson-hour' && attendedHours !== null) return { count: attendedHours, unit: HOURS };
  return null;
}
