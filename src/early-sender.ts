import type { ServerResponse } from 'node:http';

import type { AnswerDraft } from './answer-draft.js';
import type { Lifecycle } from './health/lifecycle.js';
import type { SlowReaders } from './limits/slow-readers.js';

/** Sends kept answers past the framework, and does what its hook before an answer leaves does for all others. */
export class EarlySender {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly slowReaders: SlowReaders,
  ) {}

  send(draft: AnswerDraft, answer: ServerResponse, body: string | undefined): void {
    if (this.lifecycle.isClosing) draft.header('connection', 'close');
    draft.send(answer, body);
    // What the system has taken as a whole waits in no memory of ours.
    if (answer.writableLength > 0) this.slowReaders.watch(answer);
  }
}
