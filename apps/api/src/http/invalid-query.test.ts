import { idList } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidQuery } from './invalid-query.ts';

const Request = z.object({
  day: z.iso.date().optional(),
  action: z.enum(['hold', 'uphold']).optional(),
  by: idList(z.enum(['town', 'month'])).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  text: z.string().min(1).max(10).optional(),
  units: z.array(z.string()).min(1).max(2).optional(),
  code: z.string().min(4).optional(),
  seen: z.int().optional(),
  reason: z
    .string()
    .refine((text) => text !== 'x', '请写明 · give a reason')
    .optional(),
});

describe('a refused request says of each value what it has to be', () => {
  it.each<[string, unknown, string, string]>([
    ['day', '2021-02-30', '写成 2021-06-30', 'like 2021-06-30'],
    ['action', 'reject', '只能是：hold、uphold', 'one of: hold, uphold'],
    ['by', 'town,age', '只能是：town、month', 'one of: town, month'],
    ['limit', 501, '最多 500', 'at most 500'],
    ['limit', 0, '至少 1', 'at least 1'],
    ['text', '', '不能为空', 'must not be empty'],
    ['text', 'x'.repeat(11), '最多 10 个字符', 'at most 10 characters'],
    ['units', [], '不能为空', 'must not be empty'],
    ['units', ['a', 'b', 'c'], '最多 2 项', 'at most 2 items'],
    ['code', 'abc', '至少 4 个字符', 'at least 4 characters'],
    ['seen', null, '缺少或写法不对', 'missing or malformed'],
    ['reason', 'x', '请写明', 'give a reason'],
  ])('%s: %j', (field, value, zh, en) => {
    const { error } = Request.safeParse({ [field]: value });
    expect(new InvalidQuery(error?.issues ?? []).errors).toEqual([
      { field, zh: expect.stringContaining(zh), en: expect.stringContaining(en) },
    ]);
  });
});
