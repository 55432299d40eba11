import type { Random } from './random.ts';

/** How one file writes its dates. */
export type DateStyle = (day: string) => string;

const plain = (day: string): [string, string, string] => {
  const [year = '', month = '', date = ''] = day.split('-');
  return [year, String(Number(month)), String(Number(date))];
};

/** The date notations that offices use. */
export const DATE_STYLES: DateStyle[] = [
  (day) => day,
  (day) => plain(day).join('/'),
  (day) => plain(day).join('.'),
  (day) => day.replaceAll('-', ''),
  (day) => {
    const [year, month, date] = plain(day);
    return `${year}年${month}月${date}日`;
  },
];

/** An amount in one of the notations that clerks use; the value stays the same. */
export function writeAmount(yuan: number, style: number): string {
  const text = yuan.toFixed(2);
  if (style === 1) return text.replace(/\B(?=(\d{3})+\.)/g, ',');
  if (style === 2) return `￥${text}`;
  return text.replace(/\.00$/, '');
}

/** Adds stray spaces and full-width characters to some texts. */
export function addNoise(random: Random, text: string): string {
  if (text === '' || !random.chance(0.01)) return text;
  if (random.chance(0.5)) return `${random.pick(['　', ' '])}${text}`;
  return text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** Makes one cell wrong, so that the demo has rows in quarantine. */
export function invalidate(random: Random, type: string, text: string): string {
  switch (type) {
    case 'personId':
      return random.pick([
        text.slice(0, 15),
        `${text.slice(0, 17)}${text.endsWith('1') ? '2' : '1'}`,
        '3.30782E+17',
      ]);
    case 'date':
      return random.pick(['2021-02-30', '待定']);
    case 'money':
    case 'count':
    case 'hours':
      return random.pick([`-${text}`, '若干', '']);
    case 'unit':
      return '某某局';
    case 'enum':
      return '待核';
    default:
      return '';
  }
}
