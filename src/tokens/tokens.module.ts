import { Logger, Module } from '@nestjs/common';

import { InstrumentsModule } from '../instruments/instruments.module.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { TokenService } from './token.service.js';

@Module({
  imports: [InstrumentsModule, OutgoingModule],
  providers: [{ provide: Logger, useFactory: () => new Logger(TokenService.name) }, TokenService],
  exports: [TokenService],
})
export class TokensModule {}
