import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainFileError, UserError } from '../base/errors.ts';

/** Whether a process with this id runs on this machine. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes the lock that lets one operation at a time change the home. DuckDB's own lock is not enough: it guards one file,
 * and each load writes a new one.
 * @param waitMs how long to wait for another operation, in milliseconds
 * @param onWait called once, with the id of the process that holds the lock
 * @returns a function that releases the lock
 * @throws UserError that names the process holding the lock, after `waitMs`
 */
export async function takeLock(
  path: string,
  waitMs: number,
  onWait: (pid: number) => void = () => {},
): Promise<() => Promise<void>> {
  const deadline = Date.now() + waitMs;
  let isWaiting = false;
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainFileError(error, path);
    }
    const holder = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
    // A killed process leaves its lock behind. An empty file is a lock being written: retry.
    if (holder > 0 && !isAlive(holder)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() >= deadline) {
      throw new UserError({
        zh: `另一个装载正在进行（进程 ${holder || '未知'}）；请等它结束后再试。若确认没有装载在运行，请删除 ${path}`,
        en: `another load is running (process ${holder || 'unknown'}): try again later. If none is running, delete ${path}`,
      });
    }
    if (!isWaiting) onWait(holder);
    isWaiting = true;
    await sleep(200);
  }
}
