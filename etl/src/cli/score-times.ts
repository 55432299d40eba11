import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ScoreTimes } from '../bench/bench.ts';

/** Answers taken from memory; the median counts. */
const HOT = 21;

/**
 * How long the server takes for the scores of all units: the first time after its start, and from then on.
 * @param path the requested path
 */
export async function scoreTimes(home: string, path = 'scores?period=2021'): Promise<ScoreTimes> {
  const account = await benchAccount(home);
  const server = spawn(process.execPath, [fileURLToPath(import.meta.resolve('@skill-ledger/api/main'))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: '16',
      SKILL_LEDGER_HOME: home,
      SKILL_LEDGER_STATE_URL: '',
      SKILL_LEDGER_PORT: '0',
      SKILL_LEDGER_HOST: '127.0.0.1',
    },
  });
  try {
    const address = await addressOf(server.stdout);
    const signedIn = await fetch(`${address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify(account),
    });
    if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const ask = async (): Promise<number> => {
      const start = performance.now();
      const answer = await fetch(`${address}/api/v1/${path}`, { headers: { cookie } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
      return performance.now() - start;
    };
    const coldMs = await ask();
    const hot: number[] = [];
    for (let number = 0; number < HOT; number += 1) hot.push(await ask());
    return { coldMs, hotMs: hot.toSorted((a, b) => a - b)[Math.floor(HOT / 2)] ?? 0 };
  } finally {
    server.kill();
    if (server.exitCode === null) await once(server, 'exit');
  }
}

/** An account of the bench's own home. */
async function benchAccount(home: string): Promise<{ name: string; password: string }> {
  const { addAccount, change, newAccountRow, openState, randomPassword } = await import(
    '@skill-ledger/state'
  );
  const password = randomPassword();
  const state = await openState(home);
  try {
    const row = await newAccountRow({
      name: `bench-${Date.now()}`,
      displayName: 'bench',
      role: 'office',
      unit: null,
      demo: false,
      mustChange: false,
      password,
    });
    await change(state, (within) => addAccount(within, row));
    return { name: row.name, password };
  } finally {
    await state.destroy();
  }
}

/** The address that the server prints when it is ready. */
async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('the server ended before it was ready');
}
