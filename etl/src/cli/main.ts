import { Command } from 'commander';
import { UserError } from '../base/errors.ts';
import { dropWorkNow } from '../home/work-folder.ts';
import { addAudit } from './audit.ts';
import { addBatches } from './batches.ts';
import { addBench } from './bench.ts';
import { addDemo } from './demo.ts';
import { addLoad } from './load.ts';
import { say } from './output.ts';
import { sendToParent } from './parent.ts';
import { addProgress } from './progress.ts';
import { addQuarantine } from './quarantine.ts';
import { addRelease } from './release.ts';
import { addReport } from './report.ts';
import { addRules } from './rules.ts';
import { addScore } from './score.ts';
import { addServe } from './serve.ts';
import { addSnapshots } from './snapshots.ts';
import { addTemplates } from './templates.ts';
import { addUser } from './user.ts';
import { addVerify } from './verify.ts';

// Ledgers hold personal data: files are readable by the program's own user only.
process.umask(0o077);

// Commands import their slow dependencies when they run: every start of the program waits for the imports here.
const program = new Command('skill-ledger')
  .description(
    '技能账本：职业技能提升行动的台账、核算与绩效 · ledgers, figures and performance of a vocational-skills programme',
  )
  .addHelpText(
    'after',
    '\n数据文件夹由 SKILL_LEDGER_HOME 指定，默认 ./var · the home folder is SKILL_LEDGER_HOME, ./var by default',
  )
  .showHelpAfterError();

addLoad(program);
addProgress(program);
addBatches(program);
addSnapshots(program);
addQuarantine(program);
addTemplates(program);
addDemo(program);
addVerify(program);
addRules(program);
addScore(program);
addReport(program);
addRelease(program);
addBench(program);
addUser(program);
addAudit(program);
addServe(program);

// On a signal to end, temporary files are removed at once and nothing is published.
for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  process.once(signal, () => {
    if (process.argv[2] === 'serve') return;
    dropWorkNow();
    process.exit(code);
  });
}

// A reader that closes early (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Not awaited here: what a command imports may import this module's bundle, and would wait for it.
void run();

async function run(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    // Errors the user can fix are printed without a stack trace; anything else is a bug.
    say(
      error instanceof UserError
        ? error.message
        : error instanceof Error
          ? String(error.stack)
          : String(error),
    );
    if (error instanceof UserError) sendToParent({ type: 'failed', text: error.text });
    process.exitCode = 1;
  } finally {
    // The IPC channel to the server that started this command would keep the process alive.
    process.disconnect?.();
  }
}
