import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ScoreDocument } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { documentOf, periodOf, readSchemes, readScores, type Scheme } from '../../etl/src/scoring/index.ts';
import { type OpenSnapshot, openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, PROGRAMME, type TestHome } from '../support/home.ts';
import { type Ledgers, readLedgers, readProgramme } from '../support/recomputed/ledgers.ts';
import { makeNastyHome } from '../support/recomputed/nasty.ts';
import { recompute } from '../support/recomputed/score.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));

const YEARS = ['2019', '2020', '2021'];
const PERIODS = [...YEARS.flatMap((year) => [`${year}Q1`, `${year}H1`, `${year}Q3`, year]), '2019-2021'];
/** Each period to its end, to two days within some of them, and one before and after it. */
const CASES: [string, string | undefined][] = [
  ...PERIODS.flatMap((id) =>
    [undefined, '2020-08-31', '2021-05-17'].map((day): [string, string | undefined] => [id, day]),
  ),
  ['2020', '2018-01-01'],
  ['2020', '2022-03-31'],
];

const programme = readProgramme();
const [scheme] = (await readSchemes(programmeFolder(PROGRAMME))) as [Scheme];
/** Everything switched on that the default leaves off. */
const strict: Scheme = {
  ...scheme,
  id: 'strict',
  caps: scheme.caps.map((cap) => ({ ...cap, active: true })),
  deductions: scheme.deductions.map((one) => ({ ...one, active: true })),
  fraud: { ...scheme.fraud, active: true, rules: ['R01', 'R07', 'R09'], atMost: '差' },
};

describe.each([
  ['the sample ledgers', false, makeSampleHome],
  ['ledgers of every corner', true, () => makeNastyHome(1, true)],
  ['ledgers of other corners', true, () => makeNastyHome(2, true)],
  ['ledgers without budgets and quotas', false, () => makeNastyHome(3, false)],
])('scores recomputed from the rows by the text of the spec alone: %s', (_, isFull, make) => {
  let test: TestHome;
  let snapshot: OpenSnapshot;
  let ledgers: Ledgers;
  let confirmed: string[];

  beforeAll(async () => {
    test = await make();
    snapshot = await openCurrentSnapshot(test.home);
    const connection = await snapshot.connect();
    // Every other high finding is decided 属实.
    const found = await connection.runAndReadAll(
      `SELECT rule, class_id, left(sha256('s' || rule || ' ' || key), 16) AS id FROM finding
       WHERE severity = 'high' AND id < '8' ORDER BY id`,
    );
    const findings = found.getRowsJS().map(([rule, class_id, id]) => ({ rule, class_id, id: String(id) }));
    confirmed = findings.map(({ id }) => id);
    expect(confirmed.length).toBeGreaterThan(5);
    const aboutClasses = findings.filter(({ class_id }) => class_id !== null);
    ledgers = await readLedgers(
      connection,
      aboutClasses.map(({ rule, class_id }) => ({ rule: String(rule), class_id: String(class_id) })),
    );
    expect(ledgers.quarantine.length).toBeGreaterThan(10);
  });
  afterAll(async () => {
    snapshot?.close();
    await test?.remove();
  });

  it.each([
    ['the scheme in force', scheme, CASES],
    ['caps, deductions and fraud switched on', strict, CASES.filter(([id]) => !id.includes('Q'))],
  ])('every indicator, point and grade of every unit: %s', async (_name, chosen, cases) => {
    const connection = await snapshot.connect();
    for (const [id, asOf] of cases) {
      const period = periodOf(id, programme);
      const { units } = documentOf(
        await readScores(connection, { period, asOf, scheme: chosen, confirmed, secret: 's' }),
      );
      const wanted = recompute(id, asOf, chosen, ledgers, programme);
      expect(differences(wanted, units), `${id} as of ${asOf}`).toEqual([]);
    }
  });

  if (isFull) {
    it('with something to tell in every indicator', () => {
      const all = CASES.flatMap(([id, asOf]) => recompute(id, asOf, scheme, ledgers, programme));
      for (const { id, weight } of scheme.indicators) {
        const lines = all.flatMap(({ indicators }) => indicators.filter((one) => one.id === id));
        const kinds = lines.map(({ points, light, weightInForce }) =>
          points === null
            ? 'none'
            : light === 'red' || Number(points) < Number(weightInForce)
              ? 'part'
              : 'full',
        );
        const missing = ['none', 'part', 'full'].filter(
          (kind) => !kinds.includes(kind as (typeof kinds)[number]),
        );
        expect(missing, id).toEqual([]);
        expect(
          lines.some((one) => Number(one.weightInForce) > Number(weight)),
          id,
        ).toBe(true);
      }
      expect(new Set(all.map(({ grade }) => grade)).size).toBeGreaterThan(3);
      const capped = CASES.flatMap(([id, asOf]) => recompute(id, asOf, strict, ledgers, programme));
      expect(capped.some(({ total }, at) => total !== all[at]?.total)).toBe(true);
      expect(
        capped.some(({ total, grade }, at) => total === all[at]?.total && grade !== all[at]?.grade),
      ).toBe(true);
    });
  }

  it('what the command prints', async () => {
    const withoutFindings = { ...ledgers, violations: [] };
    for (const [id, asOf] of [
      ['2020', undefined],
      ['2021H1', '2021-05-17'],
    ] as const) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [CLI, 'score', id, ...(asOf ? ['--as-of', asOf] : []), '--json'],
        { env: { ...process.env, SKILL_LEDGER_HOME: test.home }, maxBuffer: 1 << 26 },
      );
      const { units } = ScoreDocument.parse(JSON.parse(stdout));
      expect(differences(recompute(id, asOf, scheme, withoutFindings, programme), units)).toEqual([]);
    }
  });
});

/** Every value that is not the same, as `unit indicator field: wanted, got`. */
function differences(wanted: ScoreDocument['units'], got: ScoreDocument['units']): string[] {
  expect(got.map(({ unit }) => unit)).toEqual(wanted.map(({ unit }) => unit));
  return wanted.flatMap(({ unit, indicators, ...sums }, at) => {
    const { indicators: others = [], ...otherSums } = got[at] ?? {};
    const pairs = [
      ['', sums, otherSums],
      ...indicators.map((one, nth) => [`${one.id} `, one, others[nth]] as const),
    ] as [string, Record<string, unknown>, Record<string, unknown> | undefined][];
    return pairs.flatMap(([name, one, other = {}]) =>
      Object.keys({ ...other, ...one })
        .filter((field) => field !== 'unit' && one[field] !== other[field])
        .map((field) => `${unit} ${name}${field}: ${one[field]}, got ${other[field]}`),
    );
  });
}
