import { SetMetadata, type Type } from '@nestjs/common';

import type { AnswerQuestion } from './cache-key.js';

/** Says what a request asks, before the pipes run. Returns undefined when it cannot be parsed: no key, no cache. */
export interface QuestionReader {
  questionOf(request: object): AnswerQuestion | undefined;
}

export const QUESTION_READER = 'cache:question-reader';

/** Lets whole answers of a route be kept, keyed by what its reader makes of the request. */
export const Cacheable = (reader: Type<QuestionReader>): MethodDecorator =>
  SetMetadata(QUESTION_READER, reader);
