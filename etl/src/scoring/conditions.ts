import type { Given, Part } from './measures.ts';
import type { ScoreQuestion } from './question.ts';
import type { Indicator } from './scheme.ts';

/** Whether a day is in the period and not after the as-of date. */
export const within = (day: string): string => `${day} BETWEEN $from::DATE AND $until::DATE`;

/** The condition on the rows of one side of an indicator; its parameters have names of their own. */
export function conditionOf(part: Part | Given, { id, parameters }: Indicator): string {
  const rows =
    'given' in part
      ? 'year BETWEEN $firstYear AND $lastYear'
      : [part.day && within(part.day), part.where]
          .filter(Boolean)
          .map((one) => `(${one})`)
          .join(' AND ') || 'true';
  return Object.entries(parameters).reduce((sql, [name, value]) => {
    const bound = `$${id}_${name}`;
    return sql.replaceAll(`$${name}`, Array.isArray(value) ? `string_split(${bound}, chr(10))` : bound);
  }, rows);
}

/** Every value that a statement about a question may use; for the nth of several questions as `q<nth>_<name>`. */
export function valuesOf(
  { scheme, period, until, confirmed, secret }: ScoreQuestion,
  nth?: number,
): Record<string, string | number> {
  const parameters = scheme.indicators.flatMap((indicator) =>
    Object.entries(indicator.parameters).map(([name, value]): [string, string | number] => [
      `${indicator.id}_${name}`,
      Array.isArray(value) ? value.join('\n') : value,
    ]),
  );
  const own: Record<string, string | number> = {
    ...Object.fromEntries(parameters),
    from: period.from,
    until,
    firstYear: period.years[0] ?? 0,
    lastYear: period.years.at(-1) ?? 0,
  };
  const prefix = nth === undefined ? '' : `q${nth}_`;
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`${prefix}${name}`, value])),
    secret,
    confirmed: confirmed.join(','),
  };
}

/** DuckDB rejects values that the statement does not use. */
export function namedIn(
  sql: string,
  values: Record<string, string | number>,
): Record<string, string | number> {
  const named = new Set(sql.match(/\$\w+/g));
  return Object.fromEntries(Object.entries(values).filter(([name]) => named.has(`$${name}`)));
}
