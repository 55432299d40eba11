import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programmeFolder } from '../programme/load.ts';
import { exact, fixed, sumOf } from './exact.ts';
import { adjustmentsOf, gradeOf, lightOf, pointsOf, spreadWeights } from './points.ts';
import type { Indicator, Scheme } from './scheme.ts';
import { parseScheme, readSchemes, schemeFor } from './schemes.ts';

const [scheme] = (await readSchemes(programmeFolder('yiwu-2019-2021'))) as [Scheme];

const indicator = (change: Partial<Indicator>): Indicator => ({
  ...(scheme.indicators[0] as Indicator),
  ...change,
});

describe('points', () => {
  it.each([
    ['more', '0.9', undefined, '0.9', '8', '8.00'],
    ['more', '0.9', undefined, '0.45', '8', '4.00'],
    ['more', '0.9', undefined, '1.3', '8', '8.00'],
    ['more', '0.9', undefined, '-0.2', '8', '0.00'],
    ['less', '0.1', undefined, '0.1', '6', '6.00'],
    ['less', '0.1', undefined, '0.15', '6', '3.00'],
    ['less', '0.1', undefined, '0.2', '6', '0.00'],
    ['less', '0.1', undefined, '0.9', '6', '0.00'],
    ['less', '0', '10', '0', '6', '6.00'],
    ['less', '0', '10', '2.5', '6', '4.50'],
    ['less', '0', '10', '10', '6', '0.00'],
    ['less', '0', '10', '40', '6', '0.00'],
    ['exactly', '4', undefined, '4', '5', '5.00'],
    ['exactly', '4', undefined, '3', '5', '3.75'],
    ['exactly', '4', undefined, '6', '5', '2.50'],
    ['exactly', '4', undefined, '9', '5', '0.00'],
  ] as const)(
    '%s, target %s (zero at %s): %s of weight %s is %s',
    (direction, target, zeroAt, actual, weight, points) => {
      const one = indicator({ direction, target, zeroAt });
      expect(fixed(pointsOf(one, exact(weight), exact(actual)), 2)).toBe(points);
    },
  );

  it('are rounded half up, once', () => {
    // 8 × (1 ÷ 3) ÷ 0.9 = 2.96296…; 15 × (1 ÷ 2000) = 0.0075
    expect(fixed(pointsOf(indicator({ target: '0.9' }), exact(8), exact(1, 3)), 2)).toBe('2.96');
    expect(fixed(pointsOf(indicator({ target: '1' }), exact(15), exact(1, 2000)), 2)).toBe('0.01');
    expect(fixed(pointsOf(indicator({ target: '1' }), exact(10), exact(5, 10000)), 2)).toBe('0.01');
  });
});

describe('weights', () => {
  const valued = (inapplicable: string[]) =>
    scheme.indicators.map((one) => ({
      indicator: one,
      actual: inapplicable.includes(one.id) ? null : exact(1),
    }));

  it('of an indicator that does not apply go to the others of its first level', () => {
    const weights = spreadWeights(scheme, valued(['skilledUpgrade']));
    // 30 points over 8 + 8 + 6.
    expect(weights.get('keyGroups')?.equals(exact(240, 22))).toBe(true);
    expect(weights.get('violations')?.equals(exact(180, 22))).toBe(true);
    expect(weights.get('skilledUpgrade')?.equals(0)).toBe(true);
    expect(weights.get('taskCompletion')?.equals(15)).toBe(true);
  });

  it('of an empty first level go to the other levels', () => {
    const weights = spreadWeights(scheme, valued(['budgetExecution']));
    expect(weights.get('taskCompletion')?.equals(exact(1500, 90))).toBe(true);
    expect(weights.get('satisfaction')?.equals(exact(1000, 90))).toBe(true);
  });

  it('always add up to 100, whatever does not apply, and are nothing where nothing applies', () => {
    const ids = scheme.indicators.map(({ id }) => id);
    fc.assert(
      fc.property(fc.subarray(ids), (inapplicable) => {
        const total = sumOf([...spreadWeights(scheme, valued(inapplicable)).values()]);
        expect(total.equals(inapplicable.length === ids.length ? 0 : 100)).toBe(true);
      }),
    );
  });
});

describe('grades, lights, caps', () => {
  it.each([
    ['100', '优'],
    ['90', '优'],
    ['89.99', '良'],
    ['80', '良'],
    ['79.99', '中'],
    ['60', '中'],
    ['59.99', '差'],
    ['0', '差'],
  ])('a total of %s is %s', (total, grade) => {
    expect(gradeOf(scheme, exact(total))).toBe(grade);
  });

  it.each([
    ['0.53', 'red'],
    ['0.54', 'yellow'],
    ['0.719', 'yellow'],
    ['0.72', 'green'],
    ['1.079', 'green'],
    ['1.08', 'blue'],
  ])('of a target of 0.9, %s is %s', (actual, light) => {
    expect(lightOf(scheme, indicator({ target: '0.9' }), exact(actual))).toBe(light);
  });

  it.each([
    ['0', 'green'],
    ['3', 'yellow'],
    ['10', 'red'],
  ])('where less is better, %s is %s', (actual, light) => {
    const violations = scheme.indicators.find(({ id }) => id === 'violations') as Indicator;
    expect(lightOf(scheme, violations, exact(actual))).toBe(light);
  });

  it('caps and deductions hold only where the scheme switches them on', () => {
    const valued = scheme.indicators.map((one) => ({
      indicator: one,
      actual: exact(one.id === 'budgetExecution' ? '0.65' : '1.4'),
    }));
    expect(adjustmentsOf(scheme, exact(95), valued)).toEqual([]);
    const strict = {
      ...scheme,
      caps: scheme.caps.map((cap) => ({ ...cap, active: true })),
      deductions: scheme.deductions.map((one) => ({ ...one, active: true })),
    };
    const held = adjustmentsOf(strict, exact(95), valued);
    expect(held.map(({ id, points }) => [id, fixed(points, 2)])).toEqual([
      ['target-too-low', '-2.00'],
      ['execution-60', '-14.00'],
    ]);
    const explained = adjustmentsOf(strict, exact(95), valued, new Set(['taskCompletion']));
    expect(explained.map(({ id }) => id)).toEqual(['execution-60']);
  });
});

describe('a scheme', () => {
  /** As the file is laid out: a value a line. */
  const changed = (change: (value: Scheme) => void): string => {
    const copy = structuredClone(scheme);
    change(copy);
    return JSON.stringify(copy, null, 1);
  };
  const at = (list: object[], place: number, change: object): object =>
    Object.assign(list[place] as object, change);

  it.each<[string, string, RegExp, (value: Scheme) => void]>([
    ['weights of 99', 'indicators', /"indicators"/, (s) => at(s.indicators, 0, { weight: '9' })],
    [
      'a weight of 0',
      'indicators.budgetExecution.weight',
      /"weight": "0"/,
      (s) => {
        at(s.indicators, 0, { weight: '0' });
        at(s.indicators, 1, { weight: '25' });
      },
    ],
    [
      'no number',
      'indicators.passRate.weight',
      /"weight": "8 分"/,
      (s) => at(s.indicators, 3, { weight: '8 分' }),
    ],
    [
      'an unknown level',
      'indicators.passRate.level',
      /"level": "luck"/,
      (s) => at(s.indicators, 3, { level: 'luck' }),
    ],
    [
      'an unknown figure',
      'indicators.passRate.measure',
      /"measure": "luck"/,
      (s) => at(s.indicators, 3, { measure: 'luck' }),
    ],
    [
      'a missing parameter',
      'indicators.certificateRate.parameters',
      /"parameters": \{\}/,
      (s) => at(s.indicators, 4, { parameters: {} }),
    ],
    [
      'an unknown parameter',
      'indicators.paidInTime.parameters.weeks',
      /"weeks": 5/,
      (s) => at(s.indicators, 6, { parameters: { days: 30, weeks: 5 } }),
    ],
    [
      'an unknown reviewer',
      'indicators.passRate.reviewer',
      /"reviewer": "某局"/,
      (s) => at(s.indicators, 3, { reviewer: '某局' }),
    ],
    [
      'a target of 0',
      'indicators.passRate.target',
      /"target": "0"/,
      (s) => at(s.indicators, 3, { target: '0' }),
    ],
    [
      'no zero point',
      'indicators.violations.zeroAt',
      /"id": "violations"/,
      (s) => at(s.indicators, 11, { zeroAt: undefined }),
    ],
    [
      'an id given twice',
      'indicators.passRate.id',
      /"id": "passRate"/,
      (s) => at(s.indicators, 1, { id: 'passRate' }),
    ],
    ['overlapping bands', 'caps.execution-60.from', /"from": "0.6"/, (s) => at(s.caps, 0, { from: '0.65' })],
    ['an empty band', 'caps.execution-70.below', /"below": "0.7"/, (s) => at(s.caps, 0, { below: '0.7' })],
    [
      'a cap on nothing',
      'caps.execution-70.indicator',
      /"indicator": "luck"/,
      (s) => at(s.caps, 0, { indicator: 'luck' }),
    ],
    [
      'a deduction on nothing',
      'deductions.target-too-low.indicator',
      /"indicator": "luck"/,
      (s) => at(s.deductions, 0, { indicator: 'luck' }),
    ],
    ['grades out of order', 'grades.1.from', /"from": "95"/, (s) => at(s.grades, 1, { from: '95' })],
    ['no grade for 0', 'grades.3.from', /"from": "1"/, (s) => at(s.grades, 3, { from: '1' })],
    [
      'a grade there is not',
      'fraud.atMost',
      /"atMost": "丙"/,
      (s) => Object.assign(s.fraud, { atMost: '丙' }),
    ],
    [
      'lights out of order',
      'lights.green',
      /"green": "0.6"/,
      (s) => Object.assign(s.lights, { green: '0.6' }),
    ],
    [
      'a field there is not',
      'indicators.passRate',
      /"id": "passRate"/,
      (s) => at(s.indicators, 3, { bonus: '1' }),
    ],
  ])('with %s is refused, naming file, line and field', (_what, field, line, change) => {
    const text = changed(change);
    const lines = text.split('\n');
    let message = '';
    try {
      parseScheme(text, 'schemes/x.json');
    } catch (error) {
      message = String(error);
    }
    const found = new RegExp(`line (\\d+) ${field.replaceAll('.', '\\.')}:`).exec(message);
    expect(message).toContain('schemes/x.json');
    expect(found, message).not.toBeNull();
    expect(message).toContain(`第 ${found?.[1]} 行 ${field}：`);
    // The line itself, or the first of what lacks the field.
    const place = Number(found?.[1]) - 1;
    expect([lines[place], lines[place + 1]].join('\n')).toMatch(line);
  });

  it('that is no JSON is refused at its line', () => {
    expect(() => parseScheme('{\n  "id": "x",\n  name: 1\n}', 'schemes/x.json')).toThrow(
      /schemes\/x\.json.*line 3/s,
    );
    expect(() => parseScheme('{"id": "x",}', 'schemes/x.json')).toThrow('not JSON');
  });

  it('tells all its faults at once', () => {
    const text = changed((value) => {
      at(value.indicators, 0, { weight: '9' });
      at(value.caps, 0, { from: '0.65' });
    });
    expect(() => parseScheme(text, 'schemes/x.json')).toThrow(/add up to 99.*bands overlap/s);
  });

  it('that has the id or first day of another is refused, naming both files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-schemes-'));
    try {
      await mkdir(join(folder, 'schemes'));
      const write = (name: string, change: Partial<Scheme>) =>
        writeFile(join(folder, 'schemes', name), JSON.stringify({ ...scheme, ...change }));
      await write('a.json', {});
      await write('b.json', { id: 'other' });
      await expect(readSchemes(folder)).rejects.toThrow(/b\.json.*a\.json.*validFrom/s);
      await write('b.json', { validFrom: '2021-01-01' });
      await expect(readSchemes(folder)).rejects.toThrow(/b\.json.*a\.json.* id /s);
      await write('b.json', { id: 'other', validFrom: '2021-01-01' });
      expect((await readSchemes(folder)).map(({ id }) => id)).toEqual(['other', scheme.id]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is the one in force on the period’s first day', () => {
    const next = { ...scheme, id: '2021-1', validFrom: '2021-01-01' };
    expect(schemeFor([next, scheme], '2020-01-01').id).toBe(scheme.id);
    expect(schemeFor([next, scheme], '2021-01-01').id).toBe('2021-1');
    expect(() => schemeFor([next, scheme], '2018-01-01')).toThrow(scheme.id);
  });
});
