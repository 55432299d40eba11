import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Capability } from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';

/** What a caller needs for a route: a capability, a session, or nothing. */
export type Need = Capability | 'signed-in' | 'nothing';

export const NEED = Symbol('need');

/** Declares what a route needs, for the guard and the OpenAPI document. A route without it always fails. */
export const Needs = (need: Need) => applyDecorators(SetMetadata(NEED, need), ApiExtension('x-needs', need));

/**
 * States that a route can carry personal values: `masked` until the caller has stated a purpose, or `withheld`, a file that
 * is refused until then, and masked for roles that can state none. The answer of a route without it never holds one (test/access/personal-values.test.ts).
 */
export const Personal = (until: 'masked' | 'withheld') => ApiExtension('x-personal', until);

const callers = new WeakMap<object, Caller>();
const troubles = new WeakMap<object, unknown>();

export const setCaller = (request: FastifyRequest, caller: Caller): void => {
  callers.set(request, caller);
};
export const callerOf = (request: FastifyRequest): Caller | undefined => callers.get(request);

/** The error that prevented the server from resolving the caller. */
export const setCallerError = (request: FastifyRequest, error: unknown): void => {
  troubles.set(request, error);
};
export const callerErrorOf = (request: FastifyRequest): unknown => troubles.get(request);

/** Parameter of a route that needs a session: the caller. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('a route with @By needs "signed-in" or a capability');
  return caller;
});
