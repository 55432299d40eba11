const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const INSTANT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The calendar day in China, YYYY-MM-DD. */
export const dayInShanghai = (instant = new Date()): string => DAY.format(instant);

/** The instant with China's offset: 2021-06-30T09:00:00+08:00. */
export const instantInShanghai = (instant = new Date()): string =>
  `${INSTANT.format(instant).replace(' ', 'T')}+08:00`;

/** A day or instant in China's time as written in documents: 2021-06-05T… as 2021年6月5日. */
export function dayInWords(at: string): string {
  const [year, month, day] = at.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
