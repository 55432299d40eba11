#!/usr/bin/env node
import { start } from '../../scripts/program.mjs';

await start('skill-ledger', 'etl/dist/cli/main.js');
