import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { may } from '@skill-ledger/contracts';
import { note } from '@skill-ledger/state';
import type { FastifyRequest } from 'fastify';
import { actorOf, type Caller } from '../http/caller.ts';
import { callerErrorOf, callerOf, NEED, type Need } from '../http/needs.ts';
import { StateService } from '../state/state.service.ts';

/** Allows a request only if the route declares who may call it and the caller is among them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly state: StateService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (need === undefined) throw new Error('route without @Needs');
    if (need === 'nothing') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = callerOf(request);
    const trouble = callerErrorOf(request);
    if (trouble !== undefined) throw trouble;
    if (!caller) {
      throw new UnauthorizedException({
        zh: '请先登录；已登录的话，是时间太久，会话已结束',
        en: 'sign in first; if you were signed in, your session has ended',
      });
    }
    if (need === 'signed-in') return true;
    if (caller.account.mustChange) {
      throw new ForbiddenException({
        zh: '请先修改初始密码',
        en: 'change your initial password first',
      });
    }
    if (may(caller.account.role, need)) return true;
    await this.refuse(caller, request, need);
    throw new ForbiddenException({
      zh: '您的角色没有这项权限；如工作需要，请联系管理员',
      en: 'your role does not permit this: ask the administrator if you need it',
    });
  }

  private async refuse(caller: Caller, { method, routeOptions }: FastifyRequest, need: Need): Promise<void> {
    await note(await this.state.get(), actorOf(caller), {
      action: 'access.refused',
      subject: `${method} ${routeOptions.url ?? ''}`,
      detail: { need },
    });
  }
}
