import { LedgerKind } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import type { Model, Renewed } from './model.ts';

const STORED = /^-- stored: (.*)$/gm;
const RENEWED = /^-- renewed: (.*)$/gm;
const BY_CELL = /^by (\w+) of (\w+)(?:, where (.+))?$/;
const STORED_AS: Record<string, Model['stored']> = { no: 'no', 'while building': 'building' };
const RENEWED_AS: Renewed[] = ['by class', 'by person', 'by trainee', 'by row', 'whole'];

/** A model file that cannot be used: which and why. */
export class ModelError extends UserError {
  override readonly name = 'ModelError';
  constructor(file: string, problem: { zh: string; en: string }) {
    super({ zh: `模型文件 ${file}：${problem.zh}`, en: `model file ${file}: ${problem.en}` });
  }
}

const CHOICES = [
  ...Object.keys(STORED_AS).map((word) => `-- stored: ${word}`),
  ...[...RENEWED_AS, 'by <field> of <kind>[, where <condition>]'].map((word) => `-- renewed: ${word}`),
].join(' | ');

/**
 * How a model is stored or renewed, from exactly one header line `-- stored:` or `-- renewed:`.
 * @throws ModelError
 */
export function readHeader(file: string, sql: string): Pick<Model, 'stored' | 'renewed' | 'alike'> {
  const stored = [...sql.matchAll(STORED)].map(([, word = '']) => word);
  const renewed = [...sql.matchAll(RENEWED)].map(([, word = '']) => word);
  if (stored.length + renewed.length !== 1) {
    throw new ModelError(file, {
      zh: `开头必须恰好有一行说明如何保存：${CHOICES}`,
      en: `the header needs exactly one of these lines: ${CHOICES}`,
    });
  }
  const [kept = '', way = ''] = [stored[0], renewed[0]];
  if (stored.length > 0 && STORED_AS[kept]) return { stored: STORED_AS[kept], renewed: null, alike: null };
  const known = RENEWED_AS.find((word) => word === way);
  if (known) return { stored: 'yes', renewed: known, alike: null };
  const [, field, word, where = 'true'] = BY_CELL.exec(way) ?? [];
  const kind = LedgerKind.safeParse(word);
  if (field && kind.success)
    return { stored: 'yes', renewed: 'by cell', alike: { kind: kind.data, field, where } };
  throw new ModelError(file, {
    zh: `无法识别“${kept || way}”，应为：${CHOICES}`,
    en: `“${kept || way}” is not one of: ${CHOICES}`,
  });
}
