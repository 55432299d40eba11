import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { FindingsAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { useProgrammeWithRule } from '../support/own-rule.ts';
import { runProgram } from '../support/program.ts';

const LINE = 'R26,无手机号码,No phone number,medium,training,class_id|person_id,true,§五';
const SQL = `-- One row per trainee without a phone number.
-- renewed: by class
SELECT
  concat_ws('|', class_id, person_id) AS key,
  class_id,
  0::DECIMAL(18, 2) AS stake,
  '没有手机号码' AS zh,
  'no phone number' AS en,
  [evidence_row('enrolments', file_id, sheet_no, row_no)] AS evidence
FROM enrolments
WHERE phone IS NULL`;

/** In one class two trainees without a phone number and one with; in a class of another town one without. */
const OWN = '佛堂镇';
const OTHER = '义亭镇';
const trainee = (班级编号: string, serial: number, 手机号码: string) =>
  enrolment({ 班级编号, 手机号码, 证件号码: personId(serial), 证书编号: `Z${serial}` });

let programme: Awaited<ReturnType<typeof useProgrammeWithRule>>;
let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  programme = await useProgrammeWithRule(LINE, 'r26_trainee_without_phone.sql', SQL);
  test = await makeHome();
  await test.load({
    '1.csv': csv(institution()),
    '2.csv': csv(
      trainingClass({ 班级编号: 'K1', 实施镇街: OWN }),
      trainingClass({ 班级编号: 'K2', 实施镇街: OTHER, '职业（工种）或项目': '焊工' }),
    ),
    '3.csv': csv(
      trainee('K1', 1, ''),
      trainee('K1', 2, '13800000002'),
      trainee('K1', 3, ''),
      trainee('K2', 4, ''),
    ),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
  await programme?.remove();
});

const get = async (path: string, cookie: string) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } });
const findings = async (query: string, cookie: string): Promise<FindingsAnswer> =>
  FindingsAnswer.parse((await get(`findings?${query}`, cookie)).json());
const office = () => cookieOf(test.home, 'office');

describe('a rule that is one SQL file and one line of rules.csv', () => {
  it('is in the worklist and among its rules, with masked keys', async () => {
    const answer = await findings('rule=R26', await office());
    expect(answer.rules.find(({ rule }) => rule === 'R26')).toEqual({
      rule: 'R26',
      name: { zh: '无手机号码', en: 'No phone number' },
      severity: 'medium',
      clause: '§五',
      findings: 3,
      stake: '0.00',
    });
    expect(answer.rows.map(({ key, text, classId }) => [key.slice(0, 9), text.zh, classId])).toEqual([
      [`K1|${personId(1).slice(0, 6)}`, '没有手机号码', 'K1'],
      [`K1|${personId(3).slice(0, 6)}`, '没有手机号码', 'K1'],
      [`K2|${personId(4).slice(0, 6)}`, '没有手机号码', 'K2'],
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/\d{17}[\dX]/);
  });

  it('shows each unit the findings of its own classes', async () => {
    const cookie = await cookieOf(test.home, 'unit', { unit: OWN });
    const { rows } = await findings('rule=R26', cookie);
    expect(rows.map(({ classId, town }) => [classId, town])).toEqual([
      ['K1', OWN],
      ['K1', OWN],
    ]);
    expect((await get(`findings/${rows[0]?.id}`, cookie)).statusCode).toBe(200);
  });

  it('is exported as CSV and workbook', async () => {
    const cookie = await office();
    expect((await get('findings.csv?rule=R26', cookie)).body.match(/^R26,/gm)).toHaveLength(3);
    const book = XLSX.read((await get('findings.xlsx?rule=R26', cookie)).rawPayload);
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    expect(sheet && XLSX.utils.sheet_to_csv(sheet).match(/^R26,/gm)).toHaveLength(3);
  });

  it('is listed, counted and written on the command line', async () => {
    const rules = await runProgram(test.home, ['rules']);
    expect(rules.out).toMatch(/^R26\s+无手机号码/m);
    const out = join(test.folder, 'verified');
    const { out: counts } = await runProgram(test.home, ['verify', '--out', out, '--xlsx', '--json']);
    expect(JSON.parse(counts).findings.R26).toBe(3);
    expect(await readFile(join(out, 'findings.csv'), 'utf8')).toContain(
      `R26,K1|${personId(1)},中,0.00,没有手机号码`,
    );
    const { Sheets } = XLSX.read(await readFile(join(out, 'findings.xlsx')));
    expect(Object.values(Sheets).some((sheet) => XLSX.utils.sheet_to_csv(sheet).includes('R26,'))).toBe(true);
  });

  it('closes its findings when a load corrects the facts, also where models are renewed in part', async () => {
    await test.load({ '4.csv': csv(trainee('K1', 1, '13800000001')) }, { renew: { least: 0, share: 1 } });
    const cookie = await office();
    const { rows } = await findings('rule=R26', cookie);
    expect(rows.map(({ classId }) => classId)).toEqual(['K1', 'K2']);
    const closed = await findings('rule=R26&status=corrected', cookie);
    expect(closed.rows.map(({ classId, status }) => [classId, status])).toEqual([['K1', 'corrected']]);
    const unit = await cookieOf(test.home, 'unit', { unit: OTHER });
    expect((await findings('rule=R26&status=corrected', unit)).total).toBe(0);
  });
});
