import { Module } from '@nestjs/common';

import { ConsoleController } from './console.controller.js';
import { PageFiles } from './page-files.js';

/** Left out of the service altogether with `CONSOLE_ENABLED=false`. */
@Module({ controllers: [ConsoleController], providers: [PageFiles] })
export class ConsoleModule {}
