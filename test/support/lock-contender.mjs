/** A process that takes and releases the lock of a home when it is told to, as an operation of the program does. */
import { takeLock } from '../../etl/dist/home/lock.js';

let release;
process.on('message', async ({ order, path }) => {
  if (order === 'release') {
    await release?.();
    release = undefined;
    process.send({ released: true });
    return;
  }
  try {
    release = await takeLock(path, 0);
    process.send({ taken: true });
  } catch (error) {
    process.send({ taken: false, complaint: error.message });
  }
});
process.send({ ready: true });
