import type { Bilingual } from '@skill-ledger/contracts';
import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** The message for a schema issue of a field, and how to fix it. */
export function explainIssue(issue: RawIssue): Bilingual {
  // A rule over several fields has the path of the field that shows it.
  const input = issue.code === 'custom' ? at(issue.input, issue.path) : issue.input;
  const isEmpty = input === '' || input === undefined || input === null;
  // `orEmpty`: the last choice is the contract's schema, and its message is already in the user's language.
  const inner = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0]?.message : undefined;
  if (inner !== undefined) return { zh: inner, en: inner };
  if (isEmpty) return { zh: '请填写', en: 'Fill this in' };
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return Number(issue.minimum) === 1
      ? { zh: '请填写', en: 'Fill this in' }
      : { zh: `至少写 ${issue.minimum} 个字`, en: `Enter at least ${issue.minimum} characters` };
  }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { zh: `最多 ${issue.maximum} 个字`, en: `At most ${issue.maximum} characters` };
  if (issue.code === 'too_small')
    return { zh: `不能小于 ${issue.minimum}`, en: `Must be at least ${issue.minimum}` };
  if (issue.code === 'too_big')
    return { zh: `不能大于 ${issue.maximum}`, en: `Must be at most ${issue.maximum}` };
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return { zh: '请写有效日期，如 2021-06-30', en: 'Enter a date like 2021-06-30' };
  if (issue.code === 'invalid_value') return { zh: '请从选项中选择', en: 'Choose one of the options' };
  return { zh: '格式不对，请按说明填写', en: 'Invalid format: see the help text' };
}

/** A message of the contracts, `zh · en`, in one language; others as they are. */
export function saidIn(language: keyof Bilingual, message: string | undefined): string | undefined {
  const [zh, en] = message?.split(' · ') ?? [];
  return en === undefined ? message : { zh, en }[language];
}

const at = (input: unknown, path: PropertyKey[] = []): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner !== null && typeof inner === 'object' ? Reflect.get(inner, key) : inner),
    input,
  );
