import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Hands a pipe the whole request: what is asked depends on its query, its path and its caller together. */
export const WholeRequest = createParamDecorator((_data: unknown, context: ExecutionContext): object =>
  context.switchToHttp().getRequest<object>(),
);
