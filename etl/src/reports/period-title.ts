const PARTS: Record<string, string> = { Q1: '第一季度', H1: '上半年', Q3: '前三季度' };

/** A period as a heading says it: `2021` as 2021年度, `2021H1` as 2021年上半年, `2019-2021` as 2019—2021年. */
export function periodTitle({ period }: { period: string }): string {
  const [, year = '', rest = ''] = /^(\d{4})(.*)$/.exec(period) ?? [];
  if (rest === '') return `${year}年度`;
  return rest.startsWith('-') ? `${year}—${rest.slice(1)}年` : `${year}年${PARTS[rest] ?? rest}`;
}
