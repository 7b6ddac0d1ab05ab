import { readMembers } from '../jobs/read-members.js';

/** The documented shapes; `list` is a bare one, `other` any that is read all the same. */
export type AnswerShape = 'earlier' | 'current' | 'wrapped' | 'list' | 'other';

/** Which of the documented shapes a parsed answer has, by the names of its members only. */
export function answerShapeOf(body: unknown): AnswerShape {
  if (Array.isArray(body)) return 'list';
  const members = readMembers(body);
  if (members === undefined) return 'other';
  if (members.has('data') && !members.has('jobs') && !members.has('result')) return 'wrapped';
  if (members.has('jobs') || members.has('totalcount')) return 'current';
  return members.has('result') || members.has('totalnumber') ? 'earlier' : 'other';
}
