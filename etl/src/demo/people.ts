import type { Programme } from '../programme/programme.ts';
import type { Values } from './files.ts';
import { addDays, bankAccount, creditCode, mobile, personId, personName } from './identity.ts';
import { FINISH_RATE, type PlannedClass } from './plan.ts';
import type { Random } from './random.ts';

export interface Person {
  id: string;
  name: string;
  phone: string;
  account: string;
  town: string;
  /** Last day of the last class. */
  busyUntil: string;
}

/** Share of people who take a second course. */
const RETURNING_SHARE = 0.22;
/** Share of these who begin before the first course has ended: something for supervision to find. */
const OVERLAPS = 0.004;
const REMEMBERED = { least: 4000, most: 200_000, share: 0.1 };

/** The people and enterprises of the demo. Some return for a second course; memory is bounded for any size. */
export class People {
  private readonly known: Person[] = [];
  private readonly remembered: number;
  readonly enterprises: { code: string; name: string }[];
  private readonly towns: { code: string; name: string }[];

  constructor(
    private readonly random: Random,
    programme: Programme,
    size: { enterprises: number; trainings: number },
  ) {
    const { least, most, share } = REMEMBERED;
    this.remembered = Math.min(Math.max(least, Math.round(size.trainings * share)), most);
    this.towns = programme.units.filter((unit) => unit.kind === 'town');
    this.enterprises = Array.from({ length: size.enterprises }, (_, index) => ({
      code: creditCode(random, this.area(), '91'),
      name: `演示企业${index + 1}有限公司`,
    }));
  }

  /** The six digits of a town's code with which ids begin. */
  area(): string {
    return this.random.pick(this.towns).code.slice(0, 6);
  }

  /** Different people, one for each seat of a class. */
  forClass({ trainees, startsOn, endsOn }: PlannedClass): Person[] {
    const inClass = new Map<string, Person>();
    while (inClass.size < trainees) {
      const known =
        this.known.length > 100 && this.random.chance(RETURNING_SHARE) ? this.random.pick(this.known) : null;
      const comes = known !== null && (known.busyUntil < startsOn || this.random.chance(OVERLAPS));
      const person = comes ? known : this.newcomer();
      inClass.set(person.id, person);
    }
    for (const person of inClass.values()) {
      if (person.busyUntil < endsOn) person.busyUntil = endsOn;
    }
    return [...inClass.values()];
  }

  private newcomer(): Person {
    const birth = addDays('1965-01-01', this.random.whole(0, 13_500));
    const person: Person = {
      id: personId(this.random, this.area(), birth),
      name: personName(this.random),
      phone: mobile(this.random),
      account: bankAccount(this.random),
      town: this.random.pick(this.towns).name,
      busyUntil: '',
    };
    if (this.known.length < this.remembered) this.known.push(person);
    else this.known[this.random.whole(0, this.remembered - 1)] = person;
    return person;
  }
}

const GROUPS = [
  ['企业职工', 42],
  ['受影响企业职工', 8],
  ['农村转移就业劳动者', 16],
  ['两后生', 3],
  ['失业人员', 8],
  ['退役军人', 3],
  ['就业困难人员', 5],
  ['残疾人', 2],
  ['高校毕业生', 5],
  ['职业农民', 5],
  ['建档立卡低收入农户', 1],
  ['其他', 2],
] as const;

export interface Trainee {
  person: Person;
  values: Values;
  /** Passed, and certified if the standard requires it: a subsidy is due. */
  isEligible: boolean;
  attendedHours: number;
}

/** The rows of 培训学员 of one class. */
export function enrol(random: Random, people: People, planned: PlannedClass): Trainee[] {
  const { course, standard } = planned;
  const isApprentice = course.mode === '企业新型学徒制';
  return people.forClass(planned).map((person) => {
    const finished = random.chance(FINISH_RATE);
    const examined = finished && random.chance(0.99);
    const passed = examined && random.chance(planned.passRate);
    const certified = passed && standard.needsCertificate && random.chance(0.94);
    const certifiedOn = addDays(planned.endsOn, random.whole(12, 40));
    const [group] = isApprentice ? GROUPS[0] : random.weighted(GROUPS, ([, weight]) => weight);
    const attendedHours = finished
      ? Math.round(course.hours * (0.88 + random.next() * 0.12))
      : Math.round(course.hours * random.next() * 0.6);
    return {
      person,
      attendedHours,
      isEligible: passed && (certified || !standard.needsCertificate),
      values: {
        class_id: planned.id,
        person_name: person.name,
        person_id: person.id,
        category: group,
        home_town: random.chance(0.8) ? person.town : '',
        employer_code: group.includes('职工') ? random.pick(people.enterprises).code : '',
        phone: random.chance(0.9) ? person.phone : '',
        apprentice_type: isApprentice ? '职工学徒' : '',
        attended_hours: attendedHours,
        status: finished ? '结业' : '退学',
        result: examined ? (passed ? '合格' : '不合格') : '未考核',
        certificate_no: certified ? `YS${planned.id.slice(2)}${person.id.slice(14)}` : '',
        certified_on: certified ? certifiedOn : '',
        rating:
          finished && random.chance(0.8)
            ? random.weighted([5, 4, 3, 2, 1], (rating) => [1, 2, 6, 25, 66][rating - 1] ?? 1)
            : '',
      },
    };
  });
}
