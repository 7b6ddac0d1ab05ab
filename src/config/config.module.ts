import { Module, type DynamicModule } from '@nestjs/common';

import { Clock } from './clock.js';
import { ConfigService, loadFromProcess, type SettingsLoader } from './config.service.js';
import { ReloadOnSighup } from './reload-on-sighup.js';
import type { Settings } from './settings.js';

export interface ConfigModuleOptions {
  /** Loaded before Nest starts, so that their faults are all that is printed. */
  readonly settings: Settings;
  readonly clock: Clock;
  /** Reads them again. */
  readonly load?: SettingsLoader;
}

/** Gives every module the configuration and the clock. */
@Module({})
export class ConfigModule {
  static forRoot({ settings, clock, load = loadFromProcess }: ConfigModuleOptions): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: ConfigService, useFactory: () => new ConfigService(settings, load) },
        { provide: Clock, useValue: clock },
        ReloadOnSighup,
      ],
      exports: [ConfigService, Clock],
    };
  }
}
