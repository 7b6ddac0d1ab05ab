import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';

import { OutgoingClient } from './outgoing.client.js';

/** Registered with options, `HttpModule` makes an axios of our own instead of handing out the process-wide one. */
@Module({ imports: [HttpModule.register({})], providers: [OutgoingClient], exports: [OutgoingClient] })
export class OutgoingModule {}
