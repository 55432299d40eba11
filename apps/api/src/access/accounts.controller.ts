import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, SerializeOptions } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Account,
  AccountsAnswer,
  AccountUse,
  ChangeAccountRequest,
  CreateAccountRequest,
  FreshPassword,
  ShareRequest,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { AccountsService } from './accounts.service.ts';

@ApiTags('access')
@Controller()
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get('accounts')
  @Needs('accounts.manage')
  @ApiOperation({ summary: '账号列表 · list of accounts' })
  @ApiOkResponse({ standardSchema: AccountsAnswer })
  @SerializeOptions({ schema: AccountsAnswer })
  async list(): Promise<AccountsAnswer> {
    return { accounts: await this.accounts.list() };
  }

  @Post('accounts')
  @Needs('accounts.manage')
  @ApiOperation({ summary: '新建账号，初始密码只显示一次 · create an account; its password is shown once' })
  @ApiCreatedResponse({ standardSchema: FreshPassword })
  @SerializeOptions({ schema: FreshPassword })
  create(
    @By() caller: Caller,
    @Body({ schema: CreateAccountRequest }) request: CreateAccountRequest,
  ): Promise<FreshPassword> {
    return this.accounts.create(caller, request);
  }

  @Patch('accounts/:id')
  @Needs('accounts.manage')
  @ApiOperation({ summary: '修改、停用账号 · change or disable an account' })
  @ApiOkResponse({ standardSchema: Account })
  @SerializeOptions({ schema: Account })
  change(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ChangeAccountRequest }) request: ChangeAccountRequest,
  ): Promise<Account> {
    return this.accounts.change(caller, id, request);
  }

  @Get('accounts/:id/use')
  @Needs('accounts.manage')
  @ApiOperation({ summary: '停用前查看：登录数、未办结的线索 · sessions and findings of an account' })
  @ApiOkResponse({ standardSchema: AccountUse })
  @SerializeOptions({ schema: AccountUse })
  use(@Param('id') id: string): Promise<AccountUse> {
    return this.accounts.use(id);
  }

  @Post('accounts/:id/password')
  @HttpCode(200)
  @Needs('accounts.manage')
  @ApiOperation({ summary: '重置密码，新密码只显示一次 · reset the password; the new one is shown once' })
  @ApiOkResponse({ standardSchema: FreshPassword })
  @SerializeOptions({ schema: FreshPassword })
  reset(@By() caller: Caller, @Param('id') id: string): Promise<FreshPassword> {
    return this.accounts.reset(caller, id);
  }

  @Put('settings/figures-shared')
  @HttpCode(204)
  @Needs('figures.share')
  @ApiOperation({ summary: '各单位是否可见全市指标 · set whether units can see the figures of others' })
  @ApiNoContentResponse()
  share(@By() caller: Caller, @Body({ schema: ShareRequest }) { shared }: ShareRequest): Promise<void> {
    return this.accounts.share(caller, shared);
  }
}
