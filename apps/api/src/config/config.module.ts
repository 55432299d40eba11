import { type DynamicModule, Global, Module } from '@nestjs/common';
import { SERVER_CONFIG, type ServerConfig } from './config.ts';

/** The server's configuration, for every module. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: ServerConfig): DynamicModule {
    const provider = { provide: SERVER_CONFIG, useValue: config };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}
