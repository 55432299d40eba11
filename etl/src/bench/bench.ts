import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCleanLedgers, writeWorkbook } from './inputs.ts';
import type { Measured, Task } from './measure.ts';

/** A measured ratio or size, with the limit the spec sets for it. */
export interface BenchLine {
  what: string;
  value: number;
  /** Null if the limit is for another size. */
  bar: number | null;
  unit: '×' | 'MB' | 'ms';
  /** The measurements it is computed from. */
  detail: string;
}

export interface BenchOptions {
  folder: string;
  programme: string;
  /** Trainings of the warehouse. */
  trainings: number;
  /** Runs of each side; the median counts. */
  runs: number;
  onStep: (text: string) => void;
  /** Asks a server on this home for the scores of all units. */
  scoreTimes: (home: string) => Promise<ScoreTimes>;
}

/** Milliseconds of the first answer after a start, and of those from memory. */
export interface ScoreTimes {
  coldMs: number;
  hotMs: number;
}

/** Trainings of a city; an incremental load adds one quarter of a year. */
const CITY = 100_000;
const QUARTER_DAYS = 92;
const MILLION = 1_000_000;
const PROVINCE = 5_000_000;
const MEASURE = fileURLToPath(new URL('./measure.js', import.meta.url));

/** Measures what spec 6 limits, as ratios and sizes: absolute times depend on the machine. */
export async function bench(options: BenchOptions): Promise<BenchLine[]> {
  const { folder, programme, trainings, runs, onStep, scoreTimes } = options;
  const ledgers = join(folder, 'ledgers');
  onStep(`正在生成 ${trainings} 人次的台账 · writing ledgers`);
  await writeCleanLedgers(ledgers, { programme, trainings, seed: 2021 });
  const bare: Measured[] = [];
  const full: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    onStep(`第 ${run + 1} 轮，共 ${runs} 轮 · run ${run + 1} of ${runs}`);
    const database = join(folder, `bare-${run}.duckdb`);
    const home = join(folder, `home-${run}`);
    bare.push(await measure({ name: 'bare', programme, ledgers, database }));
    full.push(await measure({ name: 'load', programme, ledgers, home }));
    await rm(database, { force: true });
    if (run < runs - 1) await rm(home, { recursive: true, force: true });
  }
  onStep('评分 · scores');
  const scores: ScoreTimes[] = [];
  for (let run = 0; run < runs; run += 1) scores.push(await scoreTimes(join(folder, `home-${runs - 1}`)));
  onStep('一个新季度 · one new quarter');
  const quarter = join(folder, 'quarter');
  await writeCleanLedgers(quarter, {
    programme,
    trainings: CITY,
    seed: 7,
    prefix: 'N',
    lastDays: QUARTER_DAYS,
  });
  const part: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    const loaded = join(folder, `home-${runs - 1}`);
    const isLast = run === runs - 1;
    const home = isLast ? loaded : join(folder, 'increment');
    if (!isLast) await cp(loaded, home, { recursive: true });
    part.push(await measure({ name: 'load', programme, ledgers: quarter, home }));
    await rm(home, { recursive: true, force: true });
  }
  onStep('XLSX');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'wide.xlsx');
  await writeWorkbook(path, 100_000, 20);
  const xlsx = await measure({ name: 'xlsx', path });
  const [bareMs, fullMs, partMs] = [bare, full, part].map((list) => median(list.map(({ ms }) => ms)));
  const loadBytes = Math.max(...full.map(({ bytes }) => bytes));
  return [
    {
      what: '装载 ÷ 裸读 read_csv · load against plain read_csv',
      value: ratio(fullMs, bareMs),
      bar: 3,
      unit: '×',
      detail: `${seconds(fullMs)} s ÷ ${seconds(bareMs)} s`,
    },
    {
      what: '装载内存 · memory of a load',
      value: Math.round(loadBytes / 1e6),
      bar: 4000,
      unit: 'MB',
      detail: `${trainings} 人次 · trainings`,
    },
    {
      what: '新季度 ÷ 全量 · one new quarter against all',
      value: ratio(partMs, fullMs),
      // The limit is for a province's warehouse: in a city's warehouse a quarter is not a small part.
      bar: trainings >= PROVINCE ? 0.1 : null,
      unit: '×',
      detail: `${seconds(partMs)} s ÷ ${seconds(fullMs)} s`,
    },
    ...scoreLines(trainings, scores),
    {
      what: 'XLSX 100 000 × 20 内存 · memory',
      value: Math.round(xlsx.bytes / 1e6),
      bar: 300,
      unit: 'MB',
      detail: `${seconds(xlsx.ms)} s`,
    },
  ];
}

/** The limits are for a million trainings. */
function scoreLines(trainings: number, scores: ScoreTimes[]): BenchLine[] {
  const detail = `${trainings} 人次，34 个单位，HTTP · trainings, all units, over HTTP`;
  const bar = (ms: number): number | null => (trainings === MILLION ? ms : null);
  return [
    {
      what: '评分，首次 · scores, cold',
      value: Math.round(median(scores.map(({ coldMs }) => coldMs))),
      bar: bar(1000),
      unit: 'ms',
      detail,
    },
    {
      what: '评分，再次 · scores, hot',
      value: Math.round(median(scores.map(({ hotMs }) => hotMs))),
      bar: bar(50),
      unit: 'ms',
      detail,
    },
  ];
}

async function measure(task: Task): Promise<Measured> {
  const child = fork(MEASURE, { execArgv: [] });
  child.send(task);
  const answer = once(child, 'message') as Promise<[Measured]>;
  const end = once(child, 'exit') as Promise<[number]>;
  const first = await Promise.race([answer, end.then(([code]) => code)]);
  if (!Array.isArray(first)) throw new Error(`${task.name} ended with ${first} before it was done`);
  await end;
  return first[0];
}

const seconds = (ms = 0): string => (ms / 1000).toFixed(2);
const ratio = (part = 0, whole = 1): number => Math.round((part / whole) * 100) / 100;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
