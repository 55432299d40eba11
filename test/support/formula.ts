/** A formula as the panel prints it: `(100,000 − 45,534) ÷ 6，向上取整 = 9,078 人次/月`. */
export interface FilledFormula {
  figure: string;
  /** The formula with the names of its operands. */
  words: string;
  /** The same with values, and the result. */
  values: string;
}

/** Computes a printed formula again, with the digits that are printed and nothing else. */
export function recomputed(formula: FilledFormula): FilledFormula & { agrees: boolean } {
  // 0（不适用）: a part that does not apply counts nothing.
  const [left = '', result = ''] = formula.values.replaceAll(/（[^）]*）/g, '').split(' = ');
  const [expression = '', ...notes] = left.split('，');
  const note = notes.join('，');
  if (expression.includes('对照阈值')) return { ...formula, agrees: paceOf(left) === result.trim() };
  const value = calculate(expression);
  if (result === '已完成') return { ...formula, agrees: value <= 0 };
  const scale = /%|个百分点/.test(result) ? 100 : 1;
  const rounded = note.includes('向上取整') ? Math.ceil(value - 1e-9) : value * scale;
  const bounded = note.includes('已达到为 0') ? Math.max(0, rounded) : rounded;
  const digits = numberOf(result);
  const decimals = /\.(\d+)/.exec(result)?.[1]?.length ?? 0;
  return { ...formula, agrees: Math.abs(bounded - digits) <= 0.5 * 10 ** -decimals + 1e-7 };
}

/** 领先 ≥ 0，正常 ≥ −5，滞后 ≥ −15: the first bar that the gap reaches. */
function paceOf(text: string): string {
  const [gap = ''] = text.split('对照阈值');
  const bars = [...text.matchAll(/([一-鿿]+) ≥ (−?[\d.]+)/g)];
  return bars.find(([, , bar = '']) => numberOf(gap) >= numberOf(bar))?.[1] ?? '严重滞后';
}

const plain = (text: string): string => text.replace(/[,\s\u202f\u00a0]/g, '').replaceAll('−', '-');

const numberOf = (text: string): number => Number(/-?\d+(\.\d+)?/.exec(plain(text))?.[0]);

/** Value of an arithmetic expression with + − × ÷ ( ) and %. @throws Error on anything else */
function calculate(expression: string): number {
  const tokens = plain(expression).match(/\d+(?:\.\d+)?%?|[-+×÷()]|[^\d]/g) ?? [];
  let at = 0;
  const factor = (): number => {
    const token = tokens[at++] ?? '';
    if (token === '-') return -factor();
    if (token === '(') {
      const inner = sum();
      if (tokens[at++] !== ')') throw new Error(`no closing bracket: ${expression}`);
      return inner;
    }
    if (!/^\d/.test(token)) throw new Error(`"${token}" is no number: ${expression}`);
    return token.endsWith('%') ? Number(token.slice(0, -1)) / 100 : Number(token);
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '×' || tokens[at] === '÷') {
      value = tokens[at++] === '×' ? value * factor() : value / factor();
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      value = tokens[at++] === '+' ? value + product() : value - product();
    }
    return value;
  };
  const value = sum();
  if (at < tokens.length) throw new Error(`"${tokens.slice(at).join('')}" is left over: ${expression}`);
  return value;
}
