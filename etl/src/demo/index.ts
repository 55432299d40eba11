import { basename, join } from 'node:path';
import type { LedgerKind } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { type Encoding, SheetHabit, TextLedger, tableSheet, type Values, writeWorkbook } from './files.ts';
import { addDays, bankAccount, creditCode } from './identity.ts';
import { Payouts } from './money.ts';
import { enrol, People } from './people.ts';
import { type PlannedClass, planClasses } from './plan.ts';
import { Random } from './random.ts';
import { readStory, type Story } from './story.ts';

export interface DemoOptions {
  programme: Programme;
  /** Folder to write to; it must exist. */
  folder: string;
  /** Approximate number of enrolments, from a thousand to many millions. */
  trainings: number;
  /** The same seed and size give the same files, byte for byte. */
  seed: number;
  /** Whether institutions and enterprises are paid trainee by trainee, one row each, instead of class by class. */
  byName?: boolean;
}

const ENCODINGS: Encoding[] = ['gb18030', 'utf-8 with BOM', 'utf-8'];

/** Writes invented ledgers of eight kinds in the formats offices use. @returns the files, and the number of enrolments */
export async function writeDemo(options: DemoOptions): Promise<{ files: string[]; trainings: number }> {
  const story = await readStory(options.programme.id);
  return new Demo(options, story).write();
}

class Demo {
  private readonly random: Random;
  private readonly people: People;
  private readonly payouts: Payouts;
  private readonly texts = new Map<string, TextLedger>();
  private readonly institutions: { code: string; name: string; account: string }[];
  private readonly files: string[] = [];
  private trainings = 0;

  constructor(
    private readonly options: DemoOptions,
    private readonly story: Story,
  ) {
    this.random = new Random(options.seed);
    this.people = new People(this.random, options.programme, {
      enterprises: Math.min(40 + Math.round(options.trainings / 500), 3000),
      trainings: options.trainings,
    });
    this.payouts = new Payouts(this.random, story.until, options.byName ?? false);
    const schools = Math.min(12 + Math.round(options.trainings / 2000), 300);
    this.institutions = Array.from({ length: schools }, (_, index) => ({
      code: creditCode(this.random, this.people.area(), '52'),
      name: `演示职业培训学校第${index + 1}校`,
      account: bankAccount(this.random),
    }));
  }

  async write(): Promise<{ files: string[]; trainings: number }> {
    const { programme } = this.options;
    for (const planned of planClasses(this.random, programme, this.story, this.options.trainings))
      await this.writeClass(planned);
    for (const text of this.texts.values()) await text.close();
    await this.writeRegisters();
    await this.writePlans();
    return { files: this.files.sort(), trainings: this.trainings };
  }

  private habit(kind: LedgerKind): SheetHabit {
    return new SheetHabit(
      this.random,
      this.options.programme.columns.filter((column) => column.kind === kind),
    );
  }

  private path(name: string): string {
    const path = join(this.options.folder, name);
    this.files.push(basename(path));
    return path;
  }

  /** The text ledger of a kind and period, created with its first row. */
  private text(kind: LedgerKind, name: string): TextLedger {
    const known = this.texts.get(name);
    if (known) return known;
    const encoding = ENCODINGS[this.texts.size % ENCODINGS.length] ?? 'utf-8';
    const title = `${this.options.programme.facts.city}职业技能提升行动台账（演示数据）`;
    const text = new TextLedger(this.path(name), title, this.habit(kind), encoding);
    this.texts.set(name, text);
    return text;
  }

  private async writeClass(planned: PlannedClass): Promise<void> {
    const year = planned.endsOn.slice(0, 4);
    const half = planned.endsOn.slice(5) < '07-01' ? '上' : '下';
    const institution = this.random.pick(this.institutions);
    const enterprise = { ...this.random.pick(this.people.enterprises), account: bankAccount(this.random) };
    const { course } = planned;
    await this.text('classes', `03培训班${year}.csv`).add({
      class_id: planned.id,
      class_name: planned.name,
      domain: planned.domain,
      mode: course.mode,
      standard: course.standard,
      occupation: course.occupation,
      level: course.level,
      department: planned.department,
      institution_code: institution.code,
      organiser: '机构组织',
      town: planned.town,
      region: '市内',
      filed_on: planned.filedOn,
      starts_on: planned.startsOn,
      ends_on: planned.endsOn,
      hours: course.hours,
      planned: planned.planned,
      uplift: planned.uplift,
    });
    const trainees = enrol(this.random, this.people, planned);
    this.trainings += trainees.length;
    for (const { values } of trainees) await this.text('enrolments', `04学员${year}${half}.csv`).add(values);
    const rows = this.payouts.forClass(planned, trainees, institution, enterprise);
    for (const row of rows)
      await this.text(
        'payouts',
        `05补贴${String(row.notice_from || addDays(planned.endsOn, 30)).slice(0, 4)}.csv`,
      ).add(row);
  }

  private async writeRegisters(): Promise<void> {
    const institutions = this.institutions.map(
      ({ code, name }): Values => ({
        institution_code: code,
        institution_name: name,
        institution_type: this.random.pick(['职业院校', '技工院校', '民办培训机构', '民办培训机构']),
        location: '义乌',
        qualified_from: addDays('2016-01-01', this.random.whole(0, 900)),
        qualified_until: this.random.chance(0.6) ? '长期' : '2024-12-31',
      }),
    );
    const affected = this.people.enterprises
      .filter((_, index) => index % 5 === 0)
      .map(
        ({ code, name }): Values => ({
          employer_code: code,
          employer_name: name,
          listed_on: addDays('2019-06-01', this.random.whole(0, 300)),
          delisted_on: '',
        }),
      );
    await writeWorkbook(
      this.path('01机构与受影响企业.xlsx'),
      [
        tableSheet('institutions', '培训机构名录（演示数据）', this.habit('institutions'), institutions),
        tableSheet('affected', '受经贸摩擦影响企业清单（演示数据）', this.habit('affected'), affected),
        { name: '填表说明', rows: [['一、本工作簿为虚构的演示数据。'], ['二、编码请以文本格式填写。']] },
      ],
      'xlsx',
    );
  }

  private async writePlans(): Promise<void> {
    const { domainYears, units } = this.options.programme;
    const scale = this.options.trainings / this.story.trainings;
    const quotas = domainYears
      .filter((line) => line.kind === 'plan')
      .flatMap(({ domain, year, value }) => this.domainQuotas(domain, year, (value ?? 0) * scale));
    const workforce = this.story.workforce.flatMap(({ statOn, employed, skilledRatio, highSkilledRatio }) => {
      const row = (area: string, people: number): Values => {
        const skilled = Math.round(people * skilledRatio);
        return {
          stat_on: statOn,
          area,
          employed: people,
          skilled,
          high_skilled: Math.round(skilled * highSkilledRatio),
        };
      };
      const towns = units.filter((unit) => unit.kind === 'town');
      return [row('', employed), ...towns.map((town) => row(town.name, Math.round(employed / towns.length)))];
    });
    await writeWorkbook(
      this.path('02资金任务统计.xls'),
      [
        tableSheet(
          'funds',
          '职业技能提升行动资金安排表（演示数据）',
          this.habit('funds'),
          this.payouts.funds(),
        ),
        tableSheet('quotas', '任务分解表（演示数据）', this.habit('quotas'), quotas),
        tableSheet('workforce', '就业技能统计表（演示数据）', this.habit('workforce'), workforce),
      ],
      'biff8',
    );
  }

  /** Departments and towns by their shares; both count the same classes, so that the two lists overlap. */
  private domainQuotas(domain: string, year: number, plan: number): Values[] {
    const weights = this.story.towns.reduce((sum, { weight }) => sum + weight, 0);
    return [
      ...this.story.units
        .filter((unit) => unit.domain === domain)
        .map(
          ({ unit, quota }): Values => ({ year, domain, unit, quota: Math.round((plan * quota) / 10) * 10 }),
        ),
      ...this.story.towns.map(
        ({ town, weight }): Values => ({
          year,
          domain,
          unit: town,
          quota: Math.round((plan * this.story.townQuota * weight) / weights),
        }),
      ),
    ].filter((row) => Number(row.quota) > 0);
  }
}
