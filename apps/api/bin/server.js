import { existsSync } from 'node:fs';

const bundle = new URL('../../../dist/server.mjs', import.meta.url);
await import(existsSync(bundle) ? bundle : '../dist/main.js');
