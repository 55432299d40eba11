import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Query,
  Req,
  Res,
  SerializeOptions,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DemoSignInRequest,
  OidcReturnQuery,
  PasswordRequest,
  PurposeRequest,
  SessionAnswer,
  SignInRequest,
} from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { By, callerOf, Needs } from '../http/needs.ts';
import { AccessService } from './access.service.ts';
import type { Caller } from './caller.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { OidcService } from './oidc.service.ts';

@ApiTags('access')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly access: AccessService,
    private readonly oidc: OidcService,
  ) {}

  @Get()
  @Needs('nothing')
  @ApiOperation({ summary: '当前登录者及权限 · who is signed in, and what they may do' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  describe(@Req() request: FastifyRequest): Promise<SessionAnswer> {
    return this.access.describe(callerOf(request));
  }

  @Post()
  @HttpCode(200)
  @Needs('nothing')
  @ApiOperation({ summary: '登录 · sign in' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async signIn(
    @Body({ schema: SignInRequest }) request: SignInRequest,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.answer(await this.access.signIn(request, ip), ip, reply);
  }

  @Post('demo')
  @HttpCode(200)
  @Needs('nothing')
  @ApiOperation({ summary: '演示：一键以某角色登录 · in a demonstration, sign in as a role' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async signInToDemo(
    @Body({ schema: DemoSignInRequest }) { role }: DemoSignInRequest,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.answer(await this.access.signInToDemo(role, ip), ip, reply);
  }

  @Get('oidc')
  @Needs('nothing')
  @ApiOperation({ summary: '单点登录 · go to the single sign-on' })
  async leave(
    @Query({ schema: OidcReturnQuery }) { returnTo }: OidcReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { to, state } = await this.oidc.begin(returnTo);
    writeCookie(reply, this.config, 'skill_ledger_sign_on', state);
    void reply.redirect(to, 302);
  }

  @Get('oidc/callback')
  @Needs('nothing')
  @ApiOperation({ summary: '单点登录返回 · come back from the single sign-on' })
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { token, to } = await this.oidc.complete(
      request.url,
      readCookie(request, this.config, 'skill_ledger_sign_on'),
      request.ip,
    );
    writeCookie(reply, this.config, 'skill_ledger_sign_on', null);
    if (token !== null) writeCookie(reply, this.config, 'skill_ledger', token);
    void reply.redirect(to, 302);
  }

  @Delete()
  @HttpCode(204)
  @Needs('signed-in')
  @ApiOperation({ summary: '退出登录 · sign out' })
  @ApiNoContentResponse()
  async signOut(@By() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.access.signOut(caller, false);
    writeCookie(reply, this.config, 'skill_ledger', null);
  }

  @Delete('everywhere')
  @HttpCode(204)
  @Needs('signed-in')
  @ApiOperation({ summary: '在所有设备上退出 · sign out everywhere' })
  @ApiNoContentResponse()
  async signOutEverywhere(
    @By() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.access.signOut(caller, true);
    writeCookie(reply, this.config, 'skill_ledger', null);
  }

  @Put('password')
  @Needs('signed-in')
  @ApiOperation({ summary: '修改密码，其他设备随之退出 · change the password; other sessions end' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async changePassword(
    @By() caller: Caller,
    @Body({ schema: PasswordRequest }) request: PasswordRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.answer(await this.access.changePassword(caller, request), caller.address, reply);
  }

  @Put('purpose')
  @Needs('rows.unmask')
  @ApiOperation({
    summary: '写明查阅个人信息的用途；留空则恢复遮盖 · say what personal data are looked at for',
  })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async setPurpose(
    @By() caller: Caller,
    @Body({ schema: PurposeRequest }) { text }: PurposeRequest,
  ): Promise<SessionAnswer> {
    return this.access.describe(await this.access.setPurpose(caller, text));
  }

  private async answer(token: string, address: string, reply: FastifyReply): Promise<SessionAnswer> {
    writeCookie(reply, this.config, 'skill_ledger', token);
    return this.access.describe(await this.access.recognise(token, address));
  }
}
