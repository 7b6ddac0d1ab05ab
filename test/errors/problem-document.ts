interface AnyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const STACK_OR_ADDRESS = /\bat .*\.(js|ts):|node_modules|127\.0\.0\.1/;

/** Status and code, such as `404 not-found`, of an answer that is a sound problem document; else what is wrong with it. */
export function problemIn(answer: AnyAnswer | undefined): string {
  if (answer === undefined) return 'no answer';
  const { status, headers, text } = answer;
  const contentType = String(headers['content-type']);
  if (!contentType.startsWith('application/problem+json')) return `${status} in ${contentType}`;
  if (STACK_OR_ADDRESS.test(text)) return `${status} with a stack or an address`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole = ['title', 'detail', 'instance'].every((member) => typeof problem[member] === 'string');
  const isOfThisAnswer = problem['status'] === status && problem['requestId'] === headers['x-request-id'];
  const code = String(problem['type']).replace(/^\/problems\//, '');
  return isWhole && isOfThisAnswer && problem['requestId'] !== ''
    ? `${status} ${code}`
    : `${status} ${code}, not whole`;
}
