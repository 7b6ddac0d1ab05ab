import { type CanActivate, type ExecutionContext, type Type, UseGuards } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { expect, it } from 'vitest';

import { AnswerMemo, type KeptAnswer } from './answer-memo.js';
import { KeptAnswers, type RoutedRequest } from './kept-answers.js';

class OwnGuard implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}
class Routes {
  open(): void {}
  @UseGuards(OwnGuard) guarded(): void {}
}
@UseGuards(OwnGuard)
class GuardedRoutes {
  open(): void {}
}

/** Which handler is known of a route after an answer of it has, or has not, been kept. */
function knownAfter(controller: Type, name: string, isKept = true) {
  const memo = { keep: () => isKept } as unknown as AnswerMemo;
  const kept = new KeptAnswers(new Reflector(), {} as ModuleRef, memo);
  const request = { routeOptions: { config: {} } } as RoutedRequest;
  const handler = (controller.prototype as Record<string, unknown>)[name];
  const context = { getArgs: () => [request], getClass: () => controller, getHandler: () => handler };
  kept.keep('question', {} as KeptAnswer, context as unknown as ExecutionContext);
  return kept.routeOf(request)?.handler.name;
}

it('knows the route of a request once an answer of it has been kept', () => {
  expect(knownAfter(Routes, 'open')).toBe('open');
  expect(knownAfter(Routes, 'open', false)).toBeUndefined();
});

it('knows no route that has a guard of its own: nobody else would ask it', () => {
  expect(knownAfter(Routes, 'guarded')).toBeUndefined();
  expect(knownAfter(GuardedRoutes, 'open')).toBeUndefined();
});
