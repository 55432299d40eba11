// `npm start`: creates a home with demo data if there is none, then starts the server.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'etl', 'bin', 'skill-ledger.js');
const home = process.env.SKILL_LEDGER_HOME ?? join(root, 'var');
const env = { ...process.env, SKILL_LEDGER_HOME: home };
const run = (...words) => spawnSync(process.execPath, [cli, ...words], { stdio: 'inherit', env }).status ?? 1;

// CURRENT appears with the first snapshot: an interrupted first start is repeated.
if (!existsSync(join(home, 'warehouse', 'CURRENT'))) {
  const status = run('demo', '--load');
  if (status !== 0) process.exit(status);
}
process.exit(run('serve'));
