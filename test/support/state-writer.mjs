// Takes scheduled runs until all that it records are done: `node state-writer.mjs HOME NAME COUNT [URL]`.
import { addRun, finishRun, openState, takeRun } from '../../libs/state/dist/index.js';

const [, , home, name, count, url] = process.argv;
const state = await openState(home, url);
for (let number = 0; number < Number(count); number += 1) {
  await addRun(state, 'cleaning', `2021-06-30T08:00:${String(number).padStart(2, '0')}+08:00`);
  for (;;) {
    const run = await takeRun(state, name);
    if (run === undefined) break;
    // A write outside a transaction, as sessions make them.
    await state.updateTable('scheduled_run').set({ by_name: name }).where('id', '=', run.id).execute();
    await finishRun(state, run, name, { ok: true, result: { zh: name, en: name } });
  }
}
await state.destroy();
