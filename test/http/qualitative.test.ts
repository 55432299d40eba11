import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../libs/contracts/src/index.ts';
import { evaluationServer, TOWN } from '../support/evaluations.ts';
import { RATED, useRatedScheme } from '../support/qualitative.ts';

const field = (part: string): string => `${RATED.id}.${part}`;
const REASON = '宣传活动因疫情减半，下半年补办';

let server: Awaited<ReturnType<typeof evaluationServer>>;
let flow: (typeof server)['flow'];
let id: string;
let most: string;
beforeAll(async () => {
  const programme = await useRatedScheme();
  try {
    // The period keeps the scheme it is opened with.
    server = await evaluationServer();
  } finally {
    await programme.remove();
  }
  flow = server.flow;
  id = await flow.idOf('2020', TOWN);
  const { trace } = await flow.detail(id);
  most = trace.indicators.find((one) => one.id === RATED.id)?.weightInForce ?? '';
});
afterAll(() => server?.close());

const problem = (answer: { json(): unknown }): Problem => Problem.parse(answer.json());
const save = async (values: Record<string, string>) =>
  flow.call(`${TOWN}/1`, 'PATCH', `forms/${id}`, { seen: await flow.seen(id), values });
/** What the form says about the indicator. */
const asked = async (): Promise<string[]> =>
  (await flow.detail(id)).checks
    .filter((check) => check.field?.startsWith(`${RATED.id}.`))
    .map((check) => `${check.severity} ${check.field}`);
const share = (of: number): string => (Math.ceil(Number(most) * of * 100 - 1e-9) / 100).toFixed(2);

describe('a form with a qualitative indicator', () => {
  it('asks for the points, names the bands, and computes nothing', async () => {
    const { trace, checks, composed } = await flow.detail(id);
    const own = trace.indicators.find((one) => one.id === RATED.id);
    expect(own).toMatchObject({ actual: null, light: null, standing: null, numerator: null });
    expect(own?.ratings?.map(({ zh, least }) => [zh, least])).toEqual([
      ['达成', share(0.8)],
      ['部分达成', share(0.6)],
      ['未达成', '0.00'],
    ]);
    expect(await asked()).toEqual([`required ${field('self')}`]);
    expect(checks.find((check) => check.field === field('self'))?.text.zh).toContain(
      `达成 ${share(0.8)}–${most}`,
    );
    expect(composed.goals).toContain(`${RATED.name}：达成`);
    const answer = await flow.call(`${TOWN}/1`, 'POST', `forms/${id}/hand-in`, { seen: await flow.seen(id) });
    expect(answer.statusCode).toBe(422);
    expect(problem(answer).errors?.map((error) => error.field)).toContain(field('self'));
  });

  it.each(['99', '-1', '达成'])('refuses %s as its points, and keeps nothing of it', async (points) => {
    const answer = await save({ [field('self')]: points });
    expect([answer.statusCode, problem(answer).errors?.[0]?.field]).toEqual([422, field('self')]);
    expect(problem(answer).errors?.[0]?.zh).toContain(`0 至 ${most}`);
    expect((await flow.detail(id)).values[field('self')]).toBeUndefined();
  });

  it('asks why where the rating is not the best, and for nothing where it is', async () => {
    await save({ [field('self')]: share(0.8) });
    expect(await asked()).toEqual([]);
    await save({ [field('self')]: share(0.6) });
    expect(await asked()).toEqual([`required ${field('deviation')}`]);
    await save({ [field('deviation')]: REASON });
    expect(await asked()).toEqual([]);
  });

  it('is submitted with these points in its total, and reviewed with others', async () => {
    await flow.submit('2020', TOWN);
    const submitted = await flow.detail(id);
    const cents = (points: string | null | undefined): number => Math.round(Number(points ?? 0) * 100);
    expect(cents(submitted.form.selfTotal)).toBe(cents(submitted.form.systemTotal) + cents(share(0.6)));
    await flow.accept(id);
    const opinions = (points: string, text: string) => ({
      seen: 0,
      opinions: { [RATED.id]: { points, text } },
    });
    const above = await flow.call('office', 'PATCH', `forms/${id}/review`, opinions('99', '核实'));
    expect([above.statusCode, problem(above).errors?.[0]?.field]).toEqual([422, RATED.id]);
    await flow.must('office', 'PATCH', `forms/${id}/review`, opinions('1', '未见宣传记录'));
    await flow.review(id);
    await flow.must('office', 'POST', 'periods/2020/finalise', { rectifyBy: '2099-06-30' });
    const { result } = await flow.detail(id);
    expect(result?.points[RATED.id]).toBe('1');
    expect(cents(result?.sum)).toBe(cents(submitted.form.selfTotal) - cents(share(0.6)) + 100);
  });

  it('prints ratings in the official form and in the review summary', async () => {
    const rowsOf = (file: Buffer, sheet: string): unknown[][] =>
      XLSX.utils.sheet_to_json(XLSX.read(file).Sheets[sheet] ?? {}, { header: 1, defval: null });
    const form = (await flow.must(`${TOWN}/1`, 'GET', `forms/${id}/official-form.xlsx`)).rawPayload;
    const line = rowsOf(form, '绩效自评表').find((row) => row.includes(RATED.name));
    expect(line?.slice(3, 8)).toEqual([RATED.name, '达成', '未达成', Number(RATED.weight), 1]);
    const told = rowsOf(form, '绩效自评表')
      .flat()
      .find((cell) => String(cell).includes(`${RATED.name}：`));
    expect(told).toContain(`${RATED.name}：达成`);
    const summary = (await flow.must('office', 'GET', 'periods/2020/results.xlsx')).rawPayload;
    const reviewed = rowsOf(summary, '复核汇总').find((row) => row.includes(RATED.name) && row[0] === TOWN);
    expect(reviewed?.slice(3, 15)).toEqual([
      ...[RATED.name, '达成', '未达成', Number(RATED.weight), Number(most), null],
      ...[Number(share(0.6)), 1, '人社局', '未见宣传记录', null, REASON],
    ]);
  });
});
