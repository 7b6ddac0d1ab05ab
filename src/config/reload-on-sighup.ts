import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { ConfigService } from './config.service.js';

const SIGNAL = 'SIGHUP';

/** Reads the configuration again when the process gets SIGHUP, one run at a time. */
@Injectable()
export class ReloadOnSighup implements OnModuleInit, OnModuleDestroy {
  private isRunning = false;
  private isAskedAgain = false;

  constructor(private readonly config: ConfigService) {}

  onModuleInit(): void {
    process.on(SIGNAL, this.onSignal);
  }

  onModuleDestroy(): void {
    process.off(SIGNAL, this.onSignal);
  }

  private readonly onSignal = (): void => {
    void this.reload();
  };

  /** A signal during a run asks for one more after it: the file may have changed since that run read it. */
  private async reload(): Promise<void> {
    this.isAskedAgain = true;
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        // Runs must follow one another: the last one to read is the one that counts.
        // oxlint-disable-next-line no-await-in-loop
        await this.config.reload();
      }
    } finally {
      this.isRunning = false;
    }
  }
}
