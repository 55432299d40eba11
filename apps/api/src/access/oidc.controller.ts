import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OidcReturnQuery } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { callerOf, Needs } from '../http/needs.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { OidcService } from './oidc.service.ts';

@ApiTags('access')
@Controller('session/oidc')
export class OidcController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly oidc: OidcService,
  ) {}

  @Get()
  @Needs('nothing')
  @ApiOperation({ summary: '单点登录 · redirect to the single sign-on' })
  async leave(
    @Query({ schema: OidcReturnQuery }) { returnTo }: OidcReturnQuery,
    @Req() { ip }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { to, state } = await this.oidc.begin(returnTo, ip);
    writeCookie(reply, this.config, 'skill_ledger_sign_on', state);
    void reply.redirect(to, 302);
  }

  @Get('callback')
  @Needs('nothing')
  @ApiOperation({ summary: '单点登录返回 · return from the single sign-on' })
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const begun = readCookie(request, this.config, 'skill_ledger_sign_on');
    const before = callerOf(request)?.session.tokenHash;
    const { token, to } = await this.oidc.complete(request.url, begun, request.ip, before);
    writeCookie(reply, this.config, 'skill_ledger_sign_on', null);
    if (token !== null) writeCookie(reply, this.config, 'skill_ledger', token);
    void reply.redirect(to, 302);
  }
}
