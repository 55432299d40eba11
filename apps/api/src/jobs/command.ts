import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JobMessage } from '@skill-ledger/contracts';

const PROGRAM = fileURLToPath(new URL('../../../../etl/bin/skill-ledger.js', import.meta.url));

/** Time for a command to remove its temporary files after SIGTERM. */
const END_MS = 5000;

/** The account a command runs for. */
export interface Owner {
  /** Account name. */
  name: string;
  unit: string | null;
}

export interface RunningCommand {
  /** Settles when the command has ended; true when it went well. */
  ended: Promise<boolean>;
  /** Kills it; a load is atomic, so this is safe at any time. */
  stop(): void;
}

/**
 * Runs a `skill-ledger` command in a separate process, so that the browser has the same effect as the
 * command line, and a heavy load never blocks the pages.
 * @param by account recorded in the history, and the unit it reports for
 */
export function runCommand(
  home: string,
  args: string[],
  by: Owner,
  onMessage: (message: JobMessage) => void,
): RunningCommand {
  const child = fork(PROGRAM, args, {
    // Node flags of the server do not apply to the command.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      SKILL_LEDGER_HOME: home,
      SKILL_LEDGER_BY: by.name,
      SKILL_LEDGER_UNIT: by.unit ?? '',
    },
  });
  let errorOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = `${errorOutput}${text}`.slice(-4000);
  });
  let isReported = false;
  child.on('message', (sent) => {
    const message = JobMessage.parse(sent);
    isReported ||= message.type === 'failed';
    onMessage(message);
  });
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => {
      // Errors the user can fix are sent as a message; the rest goes to the log.
      if (code !== 0 && !isReported && errorOutput !== '') console.error(errorOutput);
      resolve(code === 0);
    });
  });
  const stop = (): void => {
    child.kill('SIGTERM');
    // A command that is still running is killed.
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    void ended.then(() => clearTimeout(timer));
  };
  return { ended, stop };
}
