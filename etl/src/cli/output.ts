import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import type { Progress } from '../operations/new-snapshot.ts';

/** Progress and messages go to standard error, so that standard output is one document for machines. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Prints the command's result to standard output. */
export const answer = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const answerJson = (value: unknown): void => answer(JSON.stringify(value, null, 2));

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A plain text table, as wide as its contents; columns of numbers are aligned right. */
export function table(head: string[], rows: (string | number)[][]): string {
  const numeric = head.map((_, column) =>
    rows.every((row) => /^[−\-+]?[\d, .%]*$|^—$/.test(String(row[column] ?? ''))),
  );
  const grid = new Table({
    head,
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
  });
  grid.push(...rows.map((row) => row.map(String)));
  return grid.toString();
}

export const thousands = (value: number): string => value.toLocaleString('en-US');

const STEPS = { read: '读取', check: '核对', figures: '计算', publish: '发布' };
const SHARES = { read: [0, 45], check: [45, 85], figures: [85, 97], publish: [97, 100] } as const;

/** A progress bar on a terminal; no output elsewhere. */
export function loadBar(): { onProgress: (progress: Progress) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { onProgress: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: '{bar} {percentage}% {step} {label}',
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(100, 0, { step: '', label: '' });
  return {
    onProgress: ({ step, done, total, label }) => {
      const [from, until] = SHARES[step];
      bar.update(Math.round(from + ((until - from) * done) / Math.max(total, 1)), {
        step: STEPS[step],
        label,
      });
    },
    stop: () => bar.stop(),
  };
}
