import { start } from '../../../scripts/program.mjs';

await start('server', 'apps/api/dist/main.js');
