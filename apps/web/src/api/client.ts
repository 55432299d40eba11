import { type Bilingual, Problem, SessionAnswer, WATCH_HEADER } from '@skill-ledger/contracts';
import type { z } from 'zod';
import type { FigureAddress } from './figure-address.ts';

/** A failed request, with a message the user can act on. `status` 0: no answer. */
export class RequestError extends Error {
  readonly status: number;
  readonly detail: Bilingual;
  /** Errors by part of the request. */
  readonly parts: NonNullable<Problem['errors']>;

  constructor(status: number, detail: Bilingual, parts: NonNullable<Problem['errors']> = []) {
    super(detail.en);
    this.name = 'RequestError';
    this.status = status;
    this.detail = detail;
    this.parts = parts;
  }
}

const UNREACHABLE: Bilingual = {
  zh: '暂时连不上系统。请检查电脑的网络，稍后重试；仍连不上，请联系本单位的系统管理员。已填写的内容都还在。',
  en: 'The system cannot be reached at the moment. Check the network of this computer and try again in a while; if that does not help, call your administrator. What you typed is still here.',
};
const UNREADABLE: Bilingual = {
  zh: '系统刚刚更新过，本页面还是旧的。请刷新页面；仍不行，请联系本单位的系统管理员。',
  en: 'The system was updated and this page is of the version before. Reload it; if that does not help, call your administrator.',
};

/** The error of an answer that is not 2xx. */
export function problemOf(status: number, body: unknown): RequestError {
  const problem = Problem.safeParse(body);
  if (problem.success) return new RequestError(status, problem.data.detail, problem.data.errors);
  // A proxy in front of a stopped server answers with its own page; no answer has status 0.
  return new RequestError(status, status === 0 || status >= 502 ? UNREACHABLE : UNREADABLE);
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let tellSignedOut = (): void => {};
/** Registers a callback for when the session is no longer valid. */
export const onSignedOut = (tell: () => void): void => {
  tellSignedOut = tell;
};

/** Work to resume after the user has signed in again. */
let waiting: (() => void)[] = [];

/** Resumes waiting work after the same user has signed in again. */
export function tellSignedIn(): void {
  for (const go of waiting.splice(0)) go();
}

/** Drops waiting work: another user signs in, or the dialog is left. */
export function forgetWaiting(): void {
  waiting = [];
}

/**
 * Runs a long request such as an upload. If the session has ended, the page asks to sign in again, and the request is
 * repeated automatically.
 */
export async function acrossSignIn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError) || !(await isSignedOut(error))) throw error;
    const again = new Promise<void>((resolve) => waiting.push(resolve));
    tellSignedOut();
    await again;
    return work();
  }
}

/** A server that refuses a large body may close the connection early, without an answer that says why. */
async function isSignedOut({ status }: RequestError): Promise<boolean> {
  if (status !== 0) return status === 401;
  const session = await fetchAnswer('session', SessionAnswer, {}, new AbortController().signal, true).catch(
    () => undefined,
  );
  return session !== undefined && session.account === null;
}

interface RequestOptions {
  method?: Method;
  /** Sent as JSON; a form is sent unchanged. */
  body?: unknown;
  signal?: AbortSignal;
  /** Automatic request, not caused by the user. */
  watch?: boolean;
}

/** @throws RequestError on no answer or a problem answer */
async function request(path: string, { method, body, signal, watch }: RequestOptions): Promise<Response> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, {
      ...(method && { method }),
      ...(signal && { signal }),
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...(watch && { [WATCH_HEADER]: '1' }),
      },
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw problemOf(0, undefined);
  }
  if (response.status === 401 && path !== 'session') tellSignedOut();
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  return response;
}

/**
 * GET /api/v1/<path>, checked against its contract.
 * @param watch automatic request, not caused by the user
 * @throws RequestError on no answer, a problem answer, or one that breaks the contract
 */
export async function fetchAnswer<S extends z.ZodType>(
  path: string,
  schema: S,
  address: FigureAddress | Record<string, string>,
  signal: AbortSignal,
  watch = false,
): Promise<z.output<S>> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(address)) query.set(name, String(value));
  const suffix = [...query].length > 0 ? `?${query}` : '';
  return read(await request(`${path}${suffix}`, { signal, watch }), schema);
}

/**
 * Sends a request to /api/v1/<path> and checks the answer against its contract.
 * @throws RequestError as `fetchAnswer` does
 */
export async function send<S extends z.ZodType>(
  method: Method,
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  return read(await request(path, { method, body }), schema);
}

/** Sends a request without an answer body. @throws RequestError on no answer or a problem answer */
export async function order(method: Method, path: string, body?: unknown): Promise<void> {
  await request(path, { method, body });
}

/** POSTs files, as `files` of a form. @throws RequestError on no answer or a problem answer */
export async function upload(path: string, files: File[]): Promise<void> {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.name);
  await request(path, { method: 'POST', body });
}

async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) throw new RequestError(response.status, UNREADABLE);
  return answer.data;
}
