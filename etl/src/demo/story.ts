import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { explainFileError } from '../base/errors.ts';
import { programmeFolder } from '../programme/load.ts';

const number = z.coerce.number();
const FILES = {
  'domains.csv': z.object({
    domain: z.string(),
    progress: number,
    trend: number,
    passRate: number,
    source: z.string(),
  }),
  'courses.csv': z.object({
    domain: z.string(),
    mode: z.string(),
    standard: z.string(),
    occupation: z.string(),
    level: z.string(),
    hours: number,
    weight: number,
  }),
  'units.csv': z.object({ domain: z.string(), unit: z.string(), quota: number, share: number }),
  'towns.csv': z.object({ town: z.string(), weight: number, speed: number }),
  'workforce.csv': z.object({
    statOn: z.string(),
    employed: number,
    skilledRatio: number,
    highSkilledRatio: number,
  }),
  'story.csv': z.object({ key: z.string(), value: z.string() }),
};

type Lines<Name extends keyof typeof FILES> = z.output<(typeof FILES)[Name]>[];

/** Data of a programme's demo, from its folder `demo/`. */
export interface Story {
  /** Last day of the invented data. */
  until: string;
  /** Number of trainings to which `progress` of the domains refers. */
  trainings: number;
  /** Share of the baseline of which there are records. */
  recordedBaseline: number;
  /** Share of each domain’s plan that is handed down to the towns together. */
  townQuota: number;
  domains: Lines<'domains.csv'>;
  courses: Lines<'courses.csv'>;
  units: Lines<'units.csv'>;
  towns: Lines<'towns.csv'>;
  workforce: Lines<'workforce.csv'>;
}

export type Course = Story['courses'][number];

/** @throws UserError if the programme has no demo */
export async function readStory(programme: string): Promise<Story> {
  const read = async <Name extends keyof typeof FILES>(file: Name): Promise<Lines<Name>> => {
    const path = join(programmeFolder(programme), 'demo', file);
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw explainFileError(error, path);
    });
    return FILES[file].array().parse(parse(text, { columns: true })) as Lines<Name>;
  };
  const facts = new Map((await read('story.csv')).map(({ key, value }) => [key, value]));
  return {
    until: facts.get('until') ?? '',
    trainings: Number(facts.get('trainings')),
    recordedBaseline: Number(facts.get('recordedBaseline')),
    townQuota: Number(facts.get('townQuota')),
    domains: await read('domains.csv'),
    courses: await read('courses.csv'),
    units: await read('units.csv'),
    towns: await read('towns.csv'),
    workforce: await read('workforce.csv'),
  };
}
