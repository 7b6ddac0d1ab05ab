import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { Secret } from '../config/secret.js';
import { gatewaySecret } from '../config/secret-text.js';

/** How long a secret counts before it is read again, so that one written anew counts within a second. */
const HELD_MS = 1_000;

/** The gateway's secret as it stands in its file or variable, read at most once a second whatever callers send. */
@Injectable()
export class GatewaySecret {
  private readonly logger = new Logger(GatewaySecret.name);
  private reading: Promise<Secret | undefined> | undefined;
  private readAtMs = 0;
  private isKnownToBeMissing = false;

  constructor(
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** Undefined while there is none that may be used: then the gateway is not let in. */
  current(): Promise<Secret | undefined> {
    const nowMs = this.clock.monotonicMs();
    if (this.reading === undefined || nowMs - this.readAtMs >= HELD_MS) {
      this.readAtMs = nowMs;
      this.reading = this.read();
    }
    return this.reading;
  }

  private async read(): Promise<Secret | undefined> {
    const secret = await this.config.current.gatewaySecret?.read().catch(() => undefined);
    // A file that is being written anew is empty for a moment, and an empty secret would open to an empty header.
    const isUsable = secret !== undefined && typeof gatewaySecret(secret.reveal()) === 'string';
    if (!isUsable && !this.isKnownToBeMissing)
      this.logger.error({ code: 'gateway_secret_unusable', message: 'The gateway secret cannot be read.' });
    this.isKnownToBeMissing = !isUsable;
    return isUsable ? secret : undefined;
  }
}
