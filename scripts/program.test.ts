import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { programFile } from './program.mjs';

const MODULES = 'etl/dist/cli/main.js';
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'skill-ledger-programs-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Makes a file that was written so many seconds after the others. */
async function made(path: string, second: number): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), '');
  await utimes(join(root, path), 1_800_000_000 + second, 1_800_000_000 + second);
}
const found = () => programFile('skill-ledger', MODULES, pathToFileURL(`${root}/`));

it('starts the bundle while nothing was compiled after it', async () => {
  await made(MODULES, 1);
  await made('etl/dist/.tsbuildinfo', 1);
  await made('dist/skill-ledger/skill-ledger.mjs', 2);
  expect(found()).toMatch(/\/dist\/skill-ledger\/skill-ledger\.mjs$/);
});

it.each(['libs/contracts', 'libs/state', 'etl', 'apps/api'])(
  'starts the modules when %s was compiled after the bundle',
  async (part) => {
    await made(MODULES, 1);
    await made('dist/skill-ledger/skill-ledger.mjs', 2);
    await made(`${part}/dist/.tsbuildinfo`, 3);
    expect(found()).toMatch(/\/etl\/dist\/cli\/main\.js$/);
  },
);

it('starts the modules where there is no bundle, and says what to do where there are none', async () => {
  expect(found).toThrow('npm run build');
  await made(MODULES, 1);
  expect(found()).toMatch(/\/etl\/dist\/cli\/main\.js$/);
});
