import {
  absolute,
  type Fraction,
  fraction,
  larger,
  minus,
  over,
  parsed,
  plus,
  smaller,
  times,
} from './fraction.ts';

/**
 * Value of a printed calculation, exact: digits, + − × ÷, brackets, |…|, min and max.
 * @throws Error where it is no calculation
 */
export function calculated(text: string): Fraction {
  const tokens = text.match(/\d+(?:\.\d+)?|min|max|[-+−×÷(),|]|\S/g) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++] ?? '';
    if (wanted !== undefined && token !== wanted)
      throw new Error(`"${token}" instead of "${wanted}": ${text}`);
    return token;
  };
  const factor = (): Fraction => {
    const token = take();
    if (token === '(') return within(')');
    if (token === '|') return absolute(within('|'));
    if (token === 'min' || token === 'max') {
      take('(');
      const first = within(',');
      const second = within(')');
      return token === 'min' ? smaller(first, second) : larger(first, second);
    }
    if (!/^\d/.test(token)) throw new Error(`"${token}" is no number: ${text}`);
    return parsed(token);
  };
  const within = (end: string): Fraction => {
    const value = sum();
    take(end);
    return value;
  };
  const product = (): Fraction => {
    let value = factor();
    while (tokens[at] === '×' || tokens[at] === '÷')
      value = take() === '×' ? times(value, factor()) : over(value, factor());
    return value;
  };
  const sum = (): Fraction => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '−')
      value = take() === '+' ? plus(value, product()) : minus(value, product());
    return value;
  };
  const value = sum();
  if (at < tokens.length) throw new Error(`"${tokens.slice(at).join('')}" is left over: ${text}`);
  return value;
}

/**
 * Points of an indicator's printed trace, computed with the digits that are printed and nothing else:
 * `182 ÷ 200 = 0.910000；8 × (182 ÷ 200) ÷ 0.9 = 8.00`, or `…；≥ 0.9 → 8 = 8.00` where the target is reached.
 */
export function calculatedTrace(formula: string): {
  actual: Fraction;
  points: Fraction;
  told: { actual: string; points: string };
} {
  const [ratio = '', rest = ''] = formula.split('；');
  const [left = '', actual = ''] = ratio.split(' = ');
  const [expression = '', points = ''] = rest.split(' = ');
  const value = calculated(left);
  const reached = /^([≥≤=]) (\S+) → (.+)$/.exec(expression);
  if (!reached) return { actual: value, points: calculated(expression), told: { actual, points } };
  const [, sign, target = '', weight = ''] = reached;
  const gap = minus(value, parsed(target)).n;
  const holds = sign === '≥' ? gap >= 0n : sign === '≤' ? gap <= 0n : gap === 0n;
  return { actual: value, points: holds ? calculated(weight) : fraction(-1), told: { actual, points } };
}
