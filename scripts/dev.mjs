// `npm run dev`: contracts and etl recompile, the API restarts, the pages reload – all on change.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import concurrently from 'concurrently';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = process.env.SKILL_LEDGER_HOME ?? join(root, 'var');
const env = { ...process.env, SKILL_LEDGER_HOME: home, UV_THREADPOOL_SIZE: '16' };
const must = (command, words) => {
  const { status } = spawnSync(command, words, { stdio: 'inherit', cwd: root, env });
  if (status !== 0) process.exit(status ?? 1);
};

// Commands run what was compiled last, not a bundle of an earlier build.
rmSync(join(root, 'dist'), { recursive: true, force: true });
must('npx', ['tsc', '-b', 'libs/contracts', 'etl', 'apps/api']);
if (!existsSync(join(home, 'warehouse', 'CURRENT'))) {
  must(process.execPath, [join(root, 'etl', 'bin', 'skill-ledger.js'), 'demo', '--load']);
}
const { result } = concurrently(
  [
    { name: 'libs', command: 'npx tsc -b libs/contracts libs/state etl --watch --preserveWatchOutput' },
    { name: 'api', command: 'npx nest start --watch' },
    { name: 'web', command: 'npm run -w apps/web dev' },
  ],
  { cwd: root, killOthersOn: ['failure'], prefixColors: ['gray', 'blue', 'green'] },
);
// Each child's env is set here; a stop by Ctrl-C is not a failure.
Object.assign(process.env, env);
await result.catch(() => {});
