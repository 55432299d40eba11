import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Bilingual } from '@skill-ledger/contracts';
import type { WebHookConfig } from '../config/config.ts';

const TIMEOUT_MS = 10_000;
/** Before the second and the third attempt. */
const WAITS_MS = [2_000, 15_000];

/** Null if the receiver accepted it; else the reason. */
type Refusal = { why: Bilingual; again: boolean } | null;

/**
 * Posts to the web hook, signed, until it is answered with 2xx or attempts are exhausted. A permanent refusal (4xx, or a
 * redirect, which is not followed because the signed body is for the configured address) is final.
 * @returns null if it was accepted, else the reason and the number of attempts; never the address, which may contain a secret
 */
export async function postSigned(hook: WebHookConfig, body: string): Promise<Bilingual | null> {
  const { waitsMs = WAITS_MS } = hook;
  for (let tries = 1; ; tries += 1) {
    const refusal = await attempt(hook, body);
    if (refusal === null) return null;
    const wait = waitsMs[tries - 1];
    if (!refusal.again || wait === undefined) {
      const { zh, en } = refusal.why;
      return { zh: `${zh}（共尝试 ${tries} 次）`, en: `${en} (attempts: ${tries})` };
    }
    await setTimeout(wait);
  }
}

async function attempt(
  { url, secret, timeoutMs = TIMEOUT_MS }: WebHookConfig,
  body: string,
): Promise<Refusal> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-skill-ledger-signature': `sha256=${signature}` },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    await answer.body?.cancel();
    return answer.ok ? null : refusalOf(answer.status);
  } catch (error) {
    return { why: troubleOf(error as Error, timeoutMs), again: true };
  }
}

function refusalOf(status: number): Refusal {
  if (status >= 300 && status < 400) {
    const why = {
      zh: `对方返回 ${status} 要求转到别处，系统不跟随；请把最终地址写入 SKILL_LEDGER_WEB_HOOK_URL`,
      en: `it answered ${status}, a redirect, which is not followed; write the final address into SKILL_LEDGER_WEB_HOOK_URL`,
    };
    return { why, again: false };
  }
  const why = { zh: `对方返回 ${status}`, en: `it answered ${status}` };
  return { why, again: status >= 500 || status === 408 || status === 429 };
}

function troubleOf(error: Error, timeoutMs: number): Bilingual {
  if (error.name === 'TimeoutError') {
    return { zh: `${timeoutMs / 1000} 秒内没有应答`, en: `no answer within ${timeoutMs / 1000} s` };
  }
  const { code } = (error.cause ?? {}) as { code?: unknown };
  const detail = typeof code === 'string' ? code : error.name;
  return { zh: `无法连接（${detail}）`, en: `it cannot be reached (${detail})` };
}
