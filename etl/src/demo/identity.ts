import type { Random } from './random.ts';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉波红燕玲飞鑫琴鹏云浩凯健俊帆雪宇欣怡婷梅林峰海佳晨阳志永春琳倩颖思雨';

export const personName = (random: Random): string =>
  random.pick([...SURNAMES]) + random.pick([...GIVEN]) + (random.chance(0.7) ? random.pick([...GIVEN]) : '');

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An invented id with a valid check digit (GB 11643); an odd serial number is male. */
export function personId(random: Random, area: string, birth: string): string {
  const digits = `${area}${birth.replaceAll('-', '')}${String(random.whole(1, 999)).padStart(3, '0')}`;
  const sum = ID_WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return digits + '10X98765432'[sum % 11];
}

const CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** An invented credit code with a valid check character (GB 32100). */
export function creditCode(random: Random, area: string, kind: '52' | '91'): string {
  let code = `${kind}${area}MA`;
  while (code.length < 17) code += random.pick([...CODE_ALPHABET]);
  const sum = [...code].reduce(
    (total, character, place) => total + CODE_ALPHABET.indexOf(character) * (3 ** place % 31),
    0,
  );
  return code + CODE_ALPHABET[(31 - (sum % 31)) % 31];
}

export const bankAccount = (random: Random): string =>
  `6217${String(random.whole(0, 1e15 - 1)).padStart(15, '0')}`;

export const mobile = (random: Random): string =>
  `1${random.pick(['38', '39', '50', '58', '86', '99'])}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`;

const DAY_MS = 86_400_000;

/** The day that is this many days later, YYYY-MM-DD. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
