import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { openSnapshot } from '../../etl/src/home/open-snapshot.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';
import { size } from '../support/soak.ts';

/** The complete result of a load, except for names and times. */
const RELATIONS = [
  ...['institutions', 'classes', 'enrolments', 'payouts'].flatMap((kind) => [kind, `${kind}_history`]),
  'quarantine',
  'sheet',
  'warning',
  'finding',
  'training_standing',
  'payout_verdict',
];

async function contents({ home }: TestHome): Promise<Record<string, unknown[]>> {
  const current = await currentSnapshotPath(home);
  if (!current) return {};
  const snapshot = await openSnapshot(home, current.id);
  try {
    const connection = await snapshot.connect();
    const found: Record<string, unknown[]> = {};
    for (const name of RELATIONS) {
      // Row numbers used while models are built depend on insertion order.
      const columns = {
        training_standing: '* EXCLUDE (enrolment_no)',
        payout_verdict: '* EXCLUDE (payout_no)',
      }[name];
      const reader = await connection.runAndReadAll(`SELECT ${columns ?? '*'} FROM ${name} ORDER BY ALL`);
      found[name] = reader.getRowObjectsJson();
    }
    connection.closeSync();
    return found;
  } finally {
    snapshot.close();
  }
}

const CLASSES = 6;
const PEOPLE = 8;
/** From a small set, so that keys collide; about every fifth row has an error. */
const row = fc.oneof(
  fc
    .record({
      at: fc.nat(CLASSES - 1),
      hours: fc.constantFrom('40', '40', '48', 'viele'),
      name: fc.constantFrom('甲', '甲 ', '乙'),
    })
    .map(
      ({ at, hours, name }) =>
        ['classes', trainingClass({ 班级编号: `C${at}`, 课时: hours, 班级名称: name })] as const,
    ),
  fc
    .record({
      at: fc.nat(CLASSES),
      person: fc.nat(PEOPLE - 1),
      passed: fc.constantFrom('合格', '合格', '不合格', '也许'),
      id: fc.constantFrom('', '', '', 'x', ' '),
    })
    .map(
      ({ at, person, passed, id }) =>
        [
          'enrolments',
          enrolment({
            班级编号: `C${at}`,
            证件号码: `${personId(person + 1)}${id}`,
            考核结果: passed,
            人员类别: '退役军人',
          }),
        ] as const,
    ),
  fc
    .record({
      at: fc.nat(CLASSES),
      number: fc.nat(40),
      yuan: fc.constantFrom('800', '800.00', '1,000', '-5'),
    })
    .map(
      ({ at, number, yuan }) =>
        ['payouts', payout({ 发放编号: `F${number}`, 班级编号: `C${at}`, 发放金额: yuan })] as const,
    ),
);
const rows = fc.array(row, { minLength: 30, maxLength: 90 });
const loads = fc.tuple(rows, rows, rows, fc.boolean());

describe('rows that are admitted at once', () => {
  it('have the same result as judging every row', async () => {
    await fc.assert(
      fc.asyncProperty(loads, async ([first, second, third, again]) => {
        const homes = [await makeHome(), await makeHome()];
        // The register is in the second load: rows that refer to it have to wait.
        const steps = [first, [['institutions', institution()] as const, ...second], again ? first : third];
        try {
          const results: unknown[] = [];
          for (const [index, admitFrom] of [1, Number.POSITIVE_INFINITY].entries()) {
            const home = homes[index] as TestHome;
            const told: unknown[] = [];
            for (const its of steps) {
              const files: Record<string, string> = {};
              for (const kind of new Set(its.map(([name]) => name)))
                files[`${kind}.csv`] = csv(...its.flatMap(([name, line]) => (name === kind ? [line] : [])));
              const { staged: _, ...result } = await home.load(files, { admitFrom });
              told.push(result);
            }
            results.push({ told, ...(await contents(home)) });
          }
          expect(results[0]).toEqual(results[1]);
        } finally {
          for (const home of homes) await home.remove();
        }
      }),
      { endOnFailure: true, numRuns: size(1, 60) },
    );
  });
});
