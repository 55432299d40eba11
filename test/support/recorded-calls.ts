import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { createApp } from '../../apps/api/src/app.ts';

export type App = Awaited<ReturnType<typeof createApp>>;
export type RecordedCalls = ReturnType<typeof recordedCalls>;

/** Calls of a server that listens, which keep what it answered to changes. */
export function recordedCalls(app: App) {
  /** Answers to changes, refused ones too. */
  const answersToChanges: { route: string; text: string }[] = [];

  async function call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    cookie: string,
    payload?: object,
  ) {
    const answer = await app.inject({
      method,
      url: encodeURI(path),
      headers: { cookie },
      ...(payload && { payload }),
    });
    if (method !== 'GET') answersToChanges.push({ route: `${method} ${path}`, text: answer.payload });
    return answer;
  }

  /** Uploads a file. @param path below `/api/v1/` @param status the answer's; any success unless given */
  async function sendFile(
    path: string,
    name: string,
    content: string | Buffer,
    cookie: string,
    status = /^2/,
  ): Promise<string> {
    const form = new FormData();
    form.append('files', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
    const answer = await fetch(`${await app.getUrl()}/api/v1/${path}`, {
      method: 'POST',
      body: form,
      headers: { cookie },
    });
    expect(String(answer.status)).toMatch(status);
    const text = await answer.text();
    answersToChanges.push({ route: `POST ${path}`, text });
    return text;
  }

  /** Starts a job, such as the check or load of an upload, and waits for its end. @returns its id */
  async function finished(path: string, cookie: string, payload?: object): Promise<string> {
    const started = await call('POST', path, cookie, payload);
    expect(started.statusCode).toBe(202);
    const { id } = started.json();
    const state = async () => (await call('GET', `/api/v1/jobs/${id}`, cookie)).json().state as string;
    while (['waiting', 'running'].includes(await state())) await sleep(100);
    expect(await state()).toBe('done');
    return id;
  }

  return { answersToChanges, call, sendFile, finished };
}
