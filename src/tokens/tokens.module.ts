import { Logger, Module } from '@nestjs/common';

import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { TokenService } from './token.service.js';

@Module({
  imports: [OutgoingModule],
  providers: [{ provide: Logger, useFactory: () => new Logger(TokenService.name) }, TokenService],
  exports: [TokenService],
})
export class TokensModule {}
