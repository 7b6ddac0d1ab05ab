import { inTurn } from '../in-turn.js';
import type { Question, QuestionsClient } from '../questions.client.js';
import type { Reply } from '../reply.js';

/** What became of a question for pages of this size. */
export interface PageSizeLook {
  readonly asked: number;
  readonly reply: Reply;
}

/** `UPSTREAM_PAGE_SIZE` takes no more than the first. */
const SIZES: readonly number[] = [1000, 500, 200, 100, 50, 25, 10];

/** Asks for ever smaller pages until a size is taken. */
export function probePageSizes(
  questions: QuestionsClient,
  question: Omit<Question, 'pageSize'>,
  configured: number,
): Promise<readonly PageSizeLook[]> {
  const sizes = [...new Set([configured, ...SIZES])].toSorted((left, right) => right - left);
  return inTurn(
    sizes,
    async (asked): Promise<PageSizeLook> => ({
      asked,
      reply: await questions.ask({ ...question, pageSize: asked }),
    }),
    // A page that is larger than will be asked for may fail; smaller ones are what matters.
    ({ asked, reply }) => reply.kind !== 'refusal' && (reply.kind !== 'failure' || asked <= configured),
  );
}
