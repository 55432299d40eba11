import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JobMessage } from '@skill-ledger/contracts';

const PROGRAM = fileURLToPath(new URL('../../../../etl/bin/skill-ledger.js', import.meta.url));

/** Time in which a command removes its temporary files, once it is told to end. */
const GIVE_WAY_MS = 5000;

/** The account a command runs for. */
export interface Owner {
  /** Account name. */
  name: string;
  unit: string | null;
}

export interface RunningCommand {
  /** Settles when the command has ended; true when it went well. */
  ended: Promise<boolean>;
  /** Ends it at once; a load is whole or has not happened, whenever that is. */
  stop(): void;
}

/**
 * Runs a command of `skill-ledger` beside the server, so that what is done in the browser is the same as on the
 * command line, and a heavy load never makes the pages wait.
 * @param by whose name the history will tell, and the unit they report for
 */
export function runCommand(
  home: string,
  args: string[],
  by: Owner,
  onMessage: (message: JobMessage) => void,
): RunningCommand {
  const child = fork(PROGRAM, args, {
    // The flags of whatever runs the server are not meant for the command.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      SKILL_LEDGER_HOME: home,
      SKILL_LEDGER_BY: by.name,
      SKILL_LEDGER_UNIT: by.unit ?? '',
    },
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-4000);
  });
  let told = false;
  child.on('message', (sent) => {
    const message = JobMessage.parse(sent);
    told ||= message.type === 'failed';
    onMessage(message);
  });
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => {
      // Errors that the user can mend were told by a message; the rest is for the log.
      if (code !== 0 && !told && complaint !== '') console.error(complaint);
      resolve(code === 0);
    });
  });
  const stop = (): void => {
    child.kill('SIGTERM');
    // One that does not give way is ended all the same.
    const timer = setTimeout(() => child.kill('SIGKILL'), GIVE_WAY_MS);
    void ended.then(() => clearTimeout(timer));
  };
  return { ended, stop };
}
