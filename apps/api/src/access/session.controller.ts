import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Req,
  Res,
  SerializeOptions,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DemoSignInRequest,
  LanguageRequest,
  PasswordRequest,
  PurposeRequest,
  SessionAnswer,
  SignInRequest,
} from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { By, callerOf, Needs } from '../http/needs.ts';
import { writeCookie } from './cookies.ts';
import { SessionService } from './session.service.ts';
import { SessionsService } from './sessions.service.ts';

@ApiTags('access')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly session: SessionService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @Needs('nothing')
  @ApiOperation({ summary: '当前登录者及权限 · the signed-in account and its permissions' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  describe(@Req() request: FastifyRequest): Promise<SessionAnswer> {
    return this.session.describe(callerOf(request));
  }

  @Post()
  @HttpCode(200)
  @Needs('nothing')
  @ApiOperation({ summary: '登录 · sign in' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async signIn(
    @Body({ schema: SignInRequest }) request: SignInRequest,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.handOut(await this.session.signIn(request, raw.ip, callerOf(raw)), reply);
  }

  @Post('demo')
  @HttpCode(200)
  @Needs('nothing')
  @ApiOperation({ summary: '演示：一键以某角色登录 · demonstration: one-click sign-in as a role' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async signInToDemo(
    @Body({ schema: DemoSignInRequest }) { role }: DemoSignInRequest,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.handOut(await this.session.signInToDemo(role, raw.ip, callerOf(raw)), reply);
  }

  @Delete()
  @HttpCode(204)
  @Needs('signed-in')
  @ApiOperation({ summary: '退出登录 · sign out' })
  @ApiNoContentResponse()
  async signOut(@By() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.close(caller, false);
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
    await this.sessions.close(caller, true);
    writeCookie(reply, this.config, 'skill_ledger', null);
  }

  @Put('password')
  @Needs('signed-in')
  @ApiOperation({ summary: '修改密码，其他设备随之退出 · change the password; all other sessions end' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  async changePassword(
    @By() caller: Caller,
    @Body({ schema: PasswordRequest }) request: PasswordRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    return this.handOut(await this.session.changePassword(caller, request), reply);
  }

  @Put('language')
  @Needs('signed-in')
  @ApiOperation({ summary: '记住界面语言 · remember the language of the pages' })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  setLanguage(
    @By() caller: Caller,
    @Body({ schema: LanguageRequest }) { language }: LanguageRequest,
  ): Promise<SessionAnswer> {
    return this.session.setLanguage(caller, language);
  }

  @Put('purpose')
  @Needs('rows.unmask')
  @ApiOperation({
    summary:
      '写明查阅个人信息的用途；留空则恢复遮盖 · state the purpose of access to personal data; empty to mask them again',
  })
  @ApiOkResponse({ standardSchema: SessionAnswer })
  @SerializeOptions({ schema: SessionAnswer })
  setPurpose(
    @By() caller: Caller,
    @Body({ schema: PurposeRequest }) { text }: PurposeRequest,
  ): Promise<SessionAnswer> {
    return this.session.setPurpose(caller, text);
  }

  private handOut(
    { token, answer }: { token: string; answer: SessionAnswer },
    reply: FastifyReply,
  ): SessionAnswer {
    writeCookie(reply, this.config, 'skill_ledger', token);
    return answer;
  }
}
