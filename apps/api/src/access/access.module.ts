import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsService } from './accounts.service.ts';
import { DemoService } from './demo.service.ts';
import { FirstAdministratorService } from './first-administrator.service.ts';
import { OidcController } from './oidc.controller.ts';
import { OidcService } from './oidc.service.ts';
import { PasswordsService } from './passwords.service.ts';
import { PurposeService } from './purpose.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionService } from './session.service.ts';
import { SessionsService } from './sessions.service.ts';

/** Accounts and sessions; the guard of every route, and the log of access to personal data. */
@Global()
@Module({
  controllers: [SessionController, OidcController, AccountsController],
  providers: [
    SessionsService,
    SessionService,
    PasswordsService,
    DemoService,
    OidcService,
    FirstAdministratorService,
    AccountsService,
    PurposeService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [PurposeService, SessionsService],
})
export class AccessModule {}
