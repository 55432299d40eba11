import { execFileSync } from 'node:child_process';

/** Whether a small disk can be mounted here: it takes root, and not every container allows it. */
export function canMount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    execFileSync('umount', ['/mnt']);
    return true;
  } catch {
    return false;
  }
}
