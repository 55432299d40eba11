import type { Programme, Standard } from '../programme/programme.ts';
import { addDays } from './identity.ts';
import type { Random } from './random.ts';
import type { Course, Story } from './story.ts';

/** A class of the demo, without its trainees. */
export interface PlannedClass {
  id: string;
  name: string;
  domain: string;
  course: Course;
  standard: Standard;
  department: string;
  town: string;
  startsOn: string;
  endsOn: string;
  filedOn: string | null;
  planned: number;
  trainees: number;
  uplift: string;
  /** Share of the examined who pass. */
  passRate: number;
  source: string;
}

/** Share of trainings by month, 1 on average: spring festival, harvest, year's end. */
const SEASON = [0.5, 0.35, 0.9, 1.05, 1.3, 1.35, 1, 0.9, 1.1, 1.3, 1.4, 0.85];
/** Months with few trainings because of the epidemic. */
const EPIDEMIC: Record<string, number> = { '2020-02': 0.05, '2020-03': 0.3, '2020-04': 0.6 };
const CLASS_SIZE = { least: 20, most: 60 };
/** Share of trainees who finish. */
export const FINISH_RATE = 0.93;

function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= until; day = `${addDays(day, 31).slice(0, 7)}-01`)
    months.push(day.slice(0, 7));
  return months;
}

/** All classes of the demo, ordered by their last day, with `trainings` trainees together. */
export function planClasses(
  random: Random,
  programme: Programme,
  story: Story,
  trainings: number,
): PlannedClass[] {
  const scale = trainings / story.trainings;
  const counted = monthsBetween(`${Math.max(...programme.facts.baselineYears) + 1}-01-01`, story.until);
  const earlier = programme.facts.baselineYears.flatMap((year) =>
    monthsBetween(`${year}-01-01`, `${year}-12-31`),
  );
  const classes: PlannedClass[] = [];
  for (const { name, target } of programme.domains) {
    const plot = story.domains.find((one) => one.domain === name);
    if (!plot) continue;
    const baseline =
      programme.domainYears.find((year) => year.domain === name && year.kind === 'baseline')?.value ?? 0;
    const records = Math.max(target * plot.progress - baseline, 0) * scale;
    const weight = (month: string): number =>
      (SEASON[Number(month.slice(5)) - 1] ?? 1) *
      (EPIDEMIC[month] ?? 1) *
      (month.slice(0, 4) === story.until.slice(0, 4) ? plot.trend : 1);
    spread(random, classes, {
      programme,
      story,
      domain: name,
      months: counted,
      weight,
      trainees: records / FINISH_RATE,
    });
    const before = baseline * scale;
    spread(random, classes, {
      programme,
      story,
      domain: name,
      months: earlier,
      weight,
      trainees: before * story.recordedBaseline,
    });
  }
  classes.sort((a, b) => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0));
  const perYear = new Map<string, number>();
  for (const planned of classes) {
    const year = planned.endsOn.slice(0, 4);
    const number = (perYear.get(year) ?? 0) + 1;
    perYear.set(year, number);
    planned.id = `PX${year}${String(number).padStart(6, '0')}`;
    planned.name = `${year}年第${number}期${planned.course.occupation}培训班`;
  }
  return classes;
}

interface Part {
  programme: Programme;
  story: Story;
  domain: string;
  months: string[];
  weight: (month: string) => number;
  trainees: number;
}

/** Spreads a number of trainees over classes of 20–60 in the months. */
function spread(random: Random, classes: PlannedClass[], part: Part): void {
  const { programme, story, domain, months, weight } = part;
  const courses = story.courses.filter((course) => course.domain === domain);
  const units = story.units.filter((unit) => unit.domain === domain);
  const plot = story.domains.find((one) => one.domain === domain);
  let rest = Math.round(part.trainees);
  while (rest > 0 && plot) {
    const trainees = Math.min(rest, random.whole(CLASS_SIZE.least, CLASS_SIZE.most));
    rest -= trainees;
    const course = random.weighted(courses, (one) => one.weight);
    const month = random.weighted(months, weight);
    const endsOn = addDays(`${month}-01`, random.whole(0, 27));
    const standard = standardOn(programme, course.standard, endsOn);
    if (!standard) throw new Error(`the demo’s course ${course.occupation} names no standard`);
    const startsOn = addDays(endsOn, -Math.ceil(course.hours / 6) - random.whole(0, 6));
    const small = course.mode === '项目制培训' && trainees <= 30;
    classes.push({
      id: '',
      name: '',
      domain,
      course,
      standard,
      department: random.weighted(units, (one) => one.share).unit,
      town: random.chance(0.12)
        ? '市本级'
        : random.weighted(story.towns, (one) => one.weight * one.speed).town,
      startsOn,
      endsOn,
      filedOn: random.chance(0.01) ? null : addDays(startsOn, -random.whole(2, 14)),
      planned: trainees + random.whole(0, 5),
      trainees,
      uplift: small && random.chance(0.6) ? '小班化' : random.chance(0.05) ? '' : '无',
      passRate: Math.min(plot.passRate + (random.next() - 0.5) * 0.08, 1),
      source: plot.source,
    });
  }
}

/** The line of a standard that is valid on a class's last day; the first where none is. */
function standardOn({ standards }: Programme, code: string, day: string): Standard | undefined {
  const lines = standards.filter((line) => line.code === code);
  return lines.find(({ validFrom, validUntil }) => validFrom <= day && day <= validUntil) ?? lines[0];
}
