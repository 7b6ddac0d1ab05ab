import { Injectable, Logger } from '@nestjs/common';

import { ConfigurationError } from './configuration-error.js';
import { loadSettings } from './load-settings.js';
import { mergeSettings } from './merge-settings.js';
import type { Settings } from './settings.js';

/** Reads the configuration again; throws a ConfigurationError when it has faults. */
export type SettingsLoader = () => Settings | Promise<Settings>;

export const loadFromProcess: SettingsLoader = () => loadSettings({ environment: process.env });

/** The configuration as it stands. Ask for `current` at every use: a reload replaces it as a whole. */
@Injectable()
export class ConfigService {
  private readonly logger = new Logger(ConfigService.name);

  constructor(
    private settings: Settings,
    private readonly load: SettingsLoader = loadFromProcess,
  ) {}

  get current(): Settings {
    return this.settings;
  }

  /** Takes over what the configuration says now; with any fault nothing changes. True when it was taken over. */
  async reload(): Promise<boolean> {
    try {
      const { settings, kept } = mergeSettings(this.settings, await this.load());
      this.settings = settings;
      this.logger.log({ code: 'config_reloaded', message: 'The configuration was read again.', kept });
      return true;
    } catch (error) {
      this.logger.error(rejectionOf(error));
      return false;
    }
  }
}

/** An error of another kind is a bug; its text may quote the configuration and stays out of the log. */
function rejectionOf(error: unknown): object {
  const message = 'The configuration was read again and refused; the old one stays.';
  if (error instanceof ConfigurationError) return { code: 'config_rejected', message, faults: error.faults };
  return { code: 'config_rejected', message, error: error instanceof Error ? error.name : typeof error };
}
