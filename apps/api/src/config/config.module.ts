import { type DynamicModule, Module } from '@nestjs/common';
import { SERVER_CONFIG, type ServerConfig } from './config.ts';

@Module({})
class ConfigModule {}

/** The server's configuration, for every module. */
export function configModule(config: ServerConfig): DynamicModule {
  const provider = { provide: SERVER_CONFIG, useValue: config };
  return { module: ConfigModule, global: true, providers: [provider], exports: [provider] };
}
