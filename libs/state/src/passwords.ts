import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Bilingual } from '@skill-ledger/contracts';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** argon2id with 19 MiB, two passes, one lane (OWASP's recommendation). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Minimum length of a password (OWASP ASVS 2.1.1). */
export const MIN_PASSWORD_LENGTH = 12;
/** Maximum length: longer ones are refused, never truncated (ASVS 2.1.2). */
const MAX_PASSWORD_LENGTH = 128;
/** On zxcvbn's scale of 0–4; a password below this can be guessed within hours. */
const WEAKEST = 3;

let strength: ZxcvbnFactory | null = null;
/** Made at its first use: ranking the dictionaries takes long enough to delay every start. */
const strengthChecker = (): ZxcvbnFactory => {
  strength ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return strength;
};

/** Unicode normalisation, since keyboards compose characters differently. */
const normal = (password: string): string => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** Computed once, to compare with if there is no account, so that the answer takes the same time. */
let unmatched: Promise<string> | null = null;

/** Whether the password matches the stored hash; takes the same time without one. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  unmatched ??= hashPassword(String(randomInt(2 ** 40)));
  const fits = await verify(stored ?? (await unmatched), normal(password));
  return fits && stored !== null;
}

/** Words of the product that attackers try first. */
const PRODUCT_WORDS = [
  'skillledger',
  'skill-ledger',
  'jinengzhangben',
  'jineng',
  'zhangben',
  '技能账本',
  'peixun',
  'butie',
];
/** Shorter words of an account occur in other words by chance. */
const SHORTEST_NAME = 3;

/**
 * Why a password is refused; null if it is accepted.
 * @param about words of the account, its name first, which a password must not contain
 * @param common words that are easily guessed in this city, such as its units' names
 */
export function weaknessOf(password: string, about: string[], common: string[] = []): Bilingual | null {
  const characters = [...normal(password)].length;
  if (characters < MIN_PASSWORD_LENGTH) {
    return {
      zh: `密码至少 ${MIN_PASSWORD_LENGTH} 个字符，可以用一句自己记得住的话`,
      en: `a password needs at least ${MIN_PASSWORD_LENGTH} characters, such as a sentence you can remember`,
    };
  }
  if (characters > MAX_PASSWORD_LENGTH) {
    return {
      zh: `密码最多 ${MAX_PASSWORD_LENGTH} 个字符`,
      en: `a password has at most ${MAX_PASSWORD_LENGTH} characters`,
    };
  }
  const lower = normal(password).toLowerCase();
  const holdsName = about.some(
    (word) => [...word].length >= SHORTEST_NAME && lower.includes(normal(word).toLowerCase()),
  );
  const words = [...PRODUCT_WORDS, ...about, ...common].filter(Boolean);
  if (holdsName || strengthChecker().check(normal(password), words).score < WEAKEST) {
    return {
      zh: '这个密码容易被猜到：请避免常用密码、连续字符、生日和账号名，或多加几个词',
      en: 'this password is easy to guess: avoid common passwords, sequences, birthdays and account names, or add a few words',
    };
  }
  return null;
}

/** Without characters that look alike. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A random password that can be read out: 20 characters of 32, 100 bits. */
export const randomPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');
