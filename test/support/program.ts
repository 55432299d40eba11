import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));

export interface Running {
  child: ChildProcess;
  /** Exit code (null when killed) and output, when it has ended. */
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** Starts the built `skill-ledger` with the given home. */
export function startProgram(
  home: string,
  args: string[],
  { env, ...options }: { uid?: number; gid?: number; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, SKILL_LEDGER_HOME: home, ...env },
    ...options,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, ended };
}

export const runProgram = (home: string, args: string[], options = {}) =>
  startProgram(home, args, options).ended;
