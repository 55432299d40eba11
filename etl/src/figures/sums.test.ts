import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolment, klass, makeWarehouse, payout, type TestWarehouse } from '../../test/warehouse.ts';
import { readDomains, readFunds, readMonths, readTotal, readUnits } from './index.ts';

describe('the figures', () => {
  let warehouse: TestWarehouse;
  beforeAll(async () => {
    warehouse = await makeWarehouse('2021-06-30');
  });
  afterAll(() => warehouse?.close());

  it('add up over domains, departments, months and sources, whatever the ledgers hold', async () => {
    const day = fc
      .date({ min: new Date('2018-06-01'), max: new Date('2022-06-30'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const pick = (list: string[]) => fc.constantFrom(...list);
    const training = fc.record({
      domain: pick(['安全技能', '产业服务', '智能制造']),
      department: pick(['人社局', '应急管理局']),
      town: pick(['稠城街道', '市本级']),
      ends_on: day,
      status: pick(['结业', '在训', '退学']),
      amount: fc.integer({ min: 0, max: 10 ** 9 }).map((fen) => (fen / 100).toFixed(2)),
      source: pick(['就业补助资金', '地方人才经费']),
      paid_on: day,
    });
    const scenario = fc.record({ trainings: fc.array(training, { maxLength: 12 }), asOf: day });
    const fen = (paid: string | undefined): bigint => BigInt((paid ?? '0.00').replace('.', ''));
    await fc.assert(
      fc.asyncProperty(scenario, async ({ trainings, asOf }) => {
        await warehouse.hold({
          classes: trainings.map(({ domain, department, town, ends_on }, index) =>
            klass({ class_id: `C${index}`, domain, department, town, starts_on: ends_on, ends_on }),
          ),
          enrolments: trainings.map(({ status }, index) => enrolment(`C${index}`, 'P1', { status })),
          payouts: trainings.map(({ amount, source, paid_on }, index) =>
            payout(`F${index}`, `C${index}`, { amount, source, paid_on }),
          ),
        });
        const { total } = await readTotal(warehouse.connection, { asOf });
        const { domains } = await readDomains(warehouse.connection, { asOf });
        const { units } = await readUnits(warehouse.connection, { asOf });
        const { months } = await readMonths(warehouse.connection, { asOf });
        const { sources } = await readFunds(warehouse.connection, { asOf });
        const sum = (list: (number | null | undefined)[]): number =>
          list.reduce<number>((all, one) => all + (one ?? 0), 0);
        expect(sum(domains.map(({ completed }) => completed))).toBe(total.completed);
        expect(sum(units.map(({ completed }) => completed))).toBe(total.completedRecords);
        expect(sum(months.map(({ completed }) => completed))).toBe(total.completedRecords);
        expect(sources.reduce((all, { paid }) => all + fen(paid), 0n)).toBe(fen(total.paid));
        expect(domains.reduce((all, { paid }) => all + fen(paid), 0n)).toBe(fen(total.paid));
      }),
      { numRuns: 20 },
    );
  });
});
