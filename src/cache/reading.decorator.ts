import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import { readContextOf, type ReadContext } from './read-context.js';

/** Hands a handler what belongs to its request: directives, deadline, and the looks for copies. */
export const Reading = createParamDecorator((_data: unknown, context: ExecutionContext): ReadContext =>
  readContextOf(context.switchToHttp().getRequest<object>()),
);
