/** An exact fraction; the denominator is positive. */
export interface Fraction {
  over: bigint;
  under: bigint;
}

/** "−0.0265" or 12 as a fraction, digit by digit. */
export function fraction(decimal: string | number): Fraction {
  const [, sign, whole = '0', digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(decimal)) ?? [];
  const over = BigInt(whole + digits);
  return { over: sign ? -over : over, under: 10n ** BigInt(digits.length) };
}

const OPERATIONS: Record<string, (a: Fraction, b: Fraction) => Fraction> = {
  '+': (a, b) => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }),
  '−': (a, b) => ({ over: a.over * b.under - b.over * a.under, under: a.under * b.under }),
  '×': (a, b) => ({ over: a.over * b.over, under: a.under * b.under }),
  '÷': (a, b) => ({ over: a.over * b.under, under: a.under * b.over }),
};

/** Computes `(a − b) ÷ c` of numbers in braces, as a pocket calculator would, but exactly. */
export function calculate(formula: string): Fraction {
  const tokens = formula.match(/\{[^}]*\}|[()+−×÷]/gu) ?? [];
  const operand = (): Fraction => {
    const token = tokens.shift() ?? '';
    if (token !== '(') return fraction(token.slice(1, -1));
    const inner = sum();
    tokens.shift();
    return inner;
  };
  const chain = (next: () => Fraction, operators: string): Fraction => {
    let value = next();
    while (tokens[0] && operators.includes(tokens[0])) {
      value = OPERATIONS[tokens.shift() ?? '']?.(value, next()) ?? value;
    }
    return value;
  };
  const product = (): Fraction => chain(operand, '×÷');
  const sum = (): Fraction => chain(product, '+−');
  return sum();
}

/** Rounded half up to so many decimals, in units of the last of them. */
export function rounded({ over, under }: Fraction, decimals: number): bigint {
  const scaled = 2n * over * 10n ** BigInt(decimals) + under;
  const quotient = scaled / (2n * under);
  return scaled < 0n && scaled % (2n * under) !== 0n ? quotient - 1n : quotient;
}

export const roundedUp = ({ over, under }: Fraction): bigint => {
  const quotient = over / under;
  return over > 0n && over % under !== 0n ? quotient + 1n : quotient;
};
