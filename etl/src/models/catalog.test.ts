import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readCatalog } from './catalog.ts';
import { ModelError } from './header.ts';

const YIWU = programmeFolder('yiwu-2019-2021');
const FILE = 'r26_case.sql';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skill-ledger-catalog-'));
  await cp(YIWU, folder, { recursive: true });
  await mkdir(join(folder, 'rules'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const addLine = async (line: string): Promise<void> => {
  const path = join(folder, 'rules.csv');
  await writeFile(path, `${(await readFile(path, 'utf8')).trimEnd()}\n${line}\n`);
};
const addFile = (name: string, sql: string): Promise<void> => writeFile(join(folder, 'rules', name), sql);
const read = async () => readCatalog(await loadProgramme(folder));
const refusal = async (): Promise<string> =>
  read().then(
    () => 'accepted',
    (error: unknown) => (error instanceof ModelError ? error.text.en : `another error: ${String(error)}`),
  );
const line = (about: string, key: string): string => `R26,例,Case,low,${about},${key},true,§五`;

describe('the catalog of models', () => {
  it('has one model for every rule of rules.csv, and their union', async () => {
    const { rules, ...programme } = await loadProgramme(YIWU);
    const { models } = await readCatalog({ rules, ...programme });
    const union = models.find(({ name }) => name === 'rule_finding');
    expect(union?.reads).toHaveLength(rules.length);
    for (const { stored, renewed } of models) expect(stored === 'yes').toBe(renewed !== null);
  });

  it('uses a rule of the programme, overriding one of the product', async () => {
    await addLine(line('class', 'class_id'));
    await addFile(FILE, '-- renewed: by class\nSELECT * FROM classes');
    await addFile('r05_other.sql', '-- renewed: by class\nSELECT * FROM classes');
    const names = (await read()).models.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['r26_case', 'r05_other']));
    expect(names).not.toContain('r05_class_over_capacity');
  });

  it.each([
    ['no header', 'class', 'class_id', 'SELECT 1', 'the header needs exactly one of these lines'],
    [
      'two headers',
      'class',
      'class_id',
      '-- stored: no\n-- renewed: whole\nSELECT 1',
      'the header needs exactly one of these lines',
    ],
    ['an unknown word', 'class', 'class_id', '-- renewed: daily\nSELECT 1', '“daily” is not one of'],
    [
      'a cell of an unknown ledger',
      'account',
      'payee_account',
      '-- renewed: by payee_account of accounts\nSELECT 1',
      '“by payee_account of accounts” is not one of',
    ],
    [
      'by class, over funds',
      'class',
      'class_id',
      '-- renewed: by class\nSELECT * FROM funds',
      'reads funds, whose changes are not followed by class',
    ],
    [
      'by class, over funds behind another model',
      'class',
      'class_id',
      '-- renewed: by class\nSELECT * FROM assignment',
      'reads quotas, whose changes are not followed by class',
    ],
    [
      'by class, over a model that is rebuilt later',
      'class',
      'class_id',
      '-- renewed: by class\nSELECT * FROM baseline',
      'reads baseline, which is renewed after a model with -- renewed: by class',
    ],
    [
      'whole, over a model that is dropped by then',
      'unit',
      'unit|year',
      '-- renewed: whole\nSELECT * FROM class_order',
      'reads class_order, which is only stored while building',
    ],
    [
      'by class, about a unit',
      'unit',
      'unit|year',
      '-- renewed: by class\nSELECT * FROM classes',
      'rule R26 is about unit: -- renewed can be whole',
    ],
    [
      'by class, about one of an institution’s classes',
      'class|institution',
      'class:class_id or institution:institution_code',
      '-- renewed: by class\nSELECT * FROM classes',
      'rule R26 is about class, institution',
    ],
    [
      'by person, with another key',
      'person',
      'class_id|person_id',
      '-- renewed: by person\nSELECT * FROM enrolments',
      'does not match -- renewed: by person (person_id)',
    ],
    [
      'by a cell, with another key',
      'account',
      'payee_account',
      '-- renewed: by payee_name of payouts\nSELECT * FROM payouts',
      'does not match -- renewed: by cell (payee_name)',
    ],
    [
      'an unknown threshold',
      'class',
      'class_id',
      "-- renewed: by class\nSELECT * FROM classes WHERE hours > threshold('finding.none')",
      'thresholds.csv has no finding.none',
    ],
  ])('refuses %s, naming file and reason', async (_, about, key, sql, reason) => {
    await addLine(line(about, key));
    await addFile(FILE, sql);
    expect(await refusal()).toContain(`model file rules/${FILE}: `);
    expect(await refusal()).toContain(reason);
  });

  it('refuses a rule without a file, a file without a rule, and two files of one rule', async () => {
    await addFile(FILE, '-- renewed: whole\nSELECT 1');
    expect(await refusal()).toContain(`model file rules/${FILE}: must be named after a rule of rules.csv`);
    await addLine(line('class', 'class_id'));
    await addFile('r26_again.sql', '-- renewed: whole\nSELECT 1');
    expect(await refusal()).toContain(`rule R26 has two files, the other is rules/r26_again.sql`);
    await rm(join(folder, 'rules'), { recursive: true });
    expect(await refusal()).toContain('rule R26 of rules.csv has no SQL file');
  });

  it('allows only known subjects in rules.csv', async () => {
    await addLine(line('classes', 'class_id'));
    await expect(loadProgramme(folder)).rejects.toThrow('rules.csv:27:about');
  });

  it('changes its version with a rule of the programme', async () => {
    const before = (await read()).version;
    await addFile('r05_other.sql', '-- renewed: by class\nSELECT * FROM classes');
    expect((await read()).version).not.toBe(before);
  });
});
