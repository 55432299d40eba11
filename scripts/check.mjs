// `npm run check`: types, lint and format, module boundaries, dead code – in parallel, with all errors shown.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CHECKS = {
  types: 'tsc -b libs/contracts libs/state etl apps/api',
  'types of the pages': 'tsc -p apps/web',
  'types of the tests': 'tsc -p test',
  'lint and format': 'biome check --error-on-warnings .',
  boundaries: 'depcruise --config .dependency-cruiser.cjs apps etl libs',
  'dead code': 'knip',
  'old browsers': 'node scripts/check-browsers.mjs',
};

const results = await Promise.all(
  Object.entries(CHECKS).map(async ([name, command]) => {
    const start = performance.now();
    const child = spawn('sh', ['-c', command], {
      cwd: root,
      env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}`, FORCE_COLOR: '0' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const [code] = await once(child, 'close');
    return { name, code, output, seconds: (performance.now() - start) / 1000 };
  }),
);
for (const { name, code, output, seconds } of results) {
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output);
}
process.exit(results.every(({ code }) => code === 0) ? 0 : 1);
