#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../../dist/skill-ledger.mjs', import.meta.url);
await import(existsSync(bundle) ? bundle : '../dist/cli/main.js');
