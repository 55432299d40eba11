import { DIMENSION_IDS, type DimensionId, FigureValues } from '@skill-ledger/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolment, idOf, klass, makeWarehouse, payout, type TestWarehouse } from '../../test/warehouse.ts';
import { FIGURES } from '../figures/definitions.ts';
import { isMeasured } from '../figures/descriptor.ts';
import { columnIn } from '../figures/dimensions.ts';
import { readBy } from '../figures/read-by.ts';
import { relation } from '../figures/relations.ts';
import { readDomains, readFunds, readMonths, readTotal, readUnits } from './index.ts';

describe('the figures', () => {
  let warehouse: TestWarehouse;
  beforeAll(async () => {
    warehouse = await makeWarehouse('2021-06-30');
  });
  afterAll(() => warehouse?.close());

  const day = fc
    .date({ min: new Date('2018-06-01'), max: new Date('2022-06-30'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const pick = (...list: string[]) => fc.constantFrom(...list);
  const fen = (paid: string | undefined): bigint => BigInt((paid ?? '0.00').replace('.', ''));

  it('add up over domains, departments, towns, months and sources, whatever the ledgers hold', async () => {
    const training = fc.record({
      domain: pick('安全技能', '产业服务', '智能制造'),
      department: pick('人社局', '应急管理局', '义亭镇'),
      town: pick('稠城街道', '市本级'),
      ends_on: day,
      status: pick('结业', '在训', '退学'),
      amount: fc.integer({ min: 0, max: 10 ** 9 }).map((fen) => (fen / 100).toFixed(2)),
      source: pick('就业补助资金', '地方人才经费'),
      paid_on: day,
    });
    const scenario = fc.record({ trainings: fc.array(training, { maxLength: 12 }), asOf: day });
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
        const { units, towns } = await readUnits(warehouse.connection, { asOf });
        const { months } = await readMonths(warehouse.connection, { asOf });
        const { sources } = await readFunds(warehouse.connection, { asOf });
        const sum = (list: (number | null | undefined)[]): number =>
          list.reduce<number>((all, one) => all + (one ?? 0), 0);
        expect(sum(domains.map(({ completed }) => completed))).toBe(total.completed);
        for (const list of [units, towns]) {
          expect(sum(list.map(({ completed }) => completed))).toBe(total.completedRecords);
          expect(list.reduce((all, { paid }) => all + fen(paid), 0n)).toBe(fen(total.paid));
        }
        expect(sum(months.map(({ completed }) => completed))).toBe(total.completedRecords);
        expect(sources.reduce((all, { paid }) => all + fen(paid), 0n)).toBe(fen(total.paid));
        expect(domains.reduce((all, { paid }) => all + fen(paid), 0n)).toBe(fen(total.paid));
      }),
      { numRuns: 20 },
    );
  });

  it('add up over every dimension that applies', async () => {
    const additive = FigureValues.keyof().options.filter((id) => {
      const figure = FIGURES[id];
      const isSum = isMeasured(figure) && /^(count\(\*\)|sum\(.*\))$/.test(figure.measure);
      return isSum && relation(figure.relation).whole === undefined;
    });
    // A class without a known department has no 单位, but still has a 主管部门.
    const dimensions = DIMENSION_IDS.filter((id) => id !== 'unit');
    const training = fc.record({
      klass: fc.record({
        domain: pick('安全技能', '产业服务'),
        department: pick('人社局', '义亭镇'),
        town: pick('稠城街道', '市本级'),
        mode: pick('安全技能培训', '创业培训'),
        level: pick('无', '中级工'),
        standard: pick('A5', 'Q5'),
        occupation: pick('电工', '焊工'),
        institution_code: pick('I1', 'I2'),
        starts_on: day,
        ends_on: day,
      }),
      enrolment: fc.record({
        category: pick('企业职工', '残疾人'),
        home_town: fc.option(pick('义亭镇', '义乌市义亭镇', '杭州')),
        status: pick('结业', '在训'),
        result: pick('合格', '不合格'),
        certificate_no: fc.option(pick('Z1')),
        certified_on: fc.option(day),
      }),
      person: pick('P1', 'P2', 'P3'),
      payout: fc.record({
        amount: fc.integer({ min: 1, max: 10 ** 9 }).map((amount) => (amount / 100).toFixed(2)),
        source: pick('就业补助资金', '地方人才经费'),
        paid_on: day,
        isOfPerson: fc.boolean(),
      }),
      fund: fc.record({
        year: fc.integer({ min: 2018, max: 2022 }),
        department: pick('人社局', '科协'),
        source: pick('就业补助资金', '地方人才经费'),
        budget: pick('100.01', '7.00'),
        arrived: pick('0.00', '3.50'),
      }),
    });
    const scenario = fc.record({ trainings: fc.array(training, { minLength: 1, maxLength: 8 }), asOf: day });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ trainings, asOf }) => {
        await warehouse.hold({
          classes: trainings.map((one, index) => klass({ ...one.klass, class_id: `C${index}` })),
          enrolments: trainings.map((one, index) => enrolment(`C${index}`, one.person, one.enrolment)),
          payouts: trainings.map(({ person, payout: { isOfPerson, ...values } }, index) =>
            payout(`F${index}`, `C${index}`, { ...values, person_id: isOfPerson ? idOf(person) : null }),
          ),
          funds: trainings.map(({ fund }) => fund),
        });
        const read = (by: DimensionId[]) => readBy(warehouse.connection, { asOf, by, figures: additive });
        const hundredths = (value: unknown): bigint =>
          typeof value === 'string' ? fen(value) : BigInt(Number(value ?? 0));
        const total = (await read([])).groups[0]?.figures ?? {};
        for (const dimension of dimensions) {
          const { groups } = await read([dimension]);
          for (const id of additive) {
            const figure = FIGURES[id];
            if (!isMeasured(figure) || !columnIn(dimension, figure.relation)) continue;
            const sum = groups.reduce((all, { figures }) => all + hundredths(figures[id]), 0n);
            expect([dimension, id, sum]).toEqual([dimension, id, hundredths(total[id])]);
          }
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
