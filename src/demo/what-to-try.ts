import { DEMO_KEY } from './demo-settings.js';

export interface DemoAddresses {
  readonly url: string;
  /** Of the stand-in, for the doctor. */
  readonly upstreamUrl: string;
  /** Of the receiver of webhooks. */
  readonly receiverUrl: string;
}

/** One thing to try: a line for a shell in the project's folder. */
interface Trial {
  readonly purpose: string;
  readonly command: string;
}

const CURL = `curl -H 'X-Api-Key: ${DEMO_KEY}'`;
const TOOL_CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'summarize_jobs', arguments: { type: ['backup'] } },
});
const FOR_TOOLS = `-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream'`;

/** What the demo prints: commands to copy, for everything the service offers. */
export function whatToTry(addresses: DemoAddresses): string {
  const trials = trialsOf(addresses).map(({ purpose, command }) => `${purpose}\n  ${command}`);
  const { url } = addresses;
  return `${trials.join('\n')}

Console: ${url}/console/   (API key: ${DEMO_KEY})
Documentation: ${url}/docs   OpenAPI: ${url}/openapi.json`;
}

function trialsOf({ url, upstreamUrl, receiverUrl }: DemoAddresses): readonly Trial[] {
  return [
    { purpose: 'The newest jobs of all organizations:', command: `${CURL} '${url}/v1/jobs?pageSize=5'` },
    {
      purpose: 'What failed or ended with exceptions in the last week:',
      command: `${CURL} '${url}/v1/jobs?status=failed,finishedWithException'`,
    },
    {
      purpose: 'Jobs that are running now:',
      command: `${CURL} -H 'Cache-Control: no-cache' '${url}/v1/jobs?status=inProgress'`,
    },
    { purpose: 'Is every organization backed up?', command: `${CURL} '${url}/v1/organizations'` },
    {
      purpose: 'How many, how well, how long:',
      command: `${CURL} '${url}/v1/jobs/summary?type=backup'`,
    },
    {
      purpose: 'What failed, as a file for spreadsheets:',
      command: `${CURL} '${url}/v1/jobs/export?format=csv&status=failed'`,
    },
    {
      purpose: 'Changes as they happen; a job begins or ends at least every two minutes (Ctrl-C ends it):',
      command: `${CURL} -N '${url}/v1/jobs/events'`,
    },
    {
      purpose: 'What a receiver of webhooks is told of failures and late organizations (Ctrl-C ends it):',
      command: `curl -N '${receiverUrl}'`,
    },
    {
      purpose: 'What Prometheus reads:',
      command: `curl -H 'Authorization: Bearer ${DEMO_KEY}' '${url}/metrics'`,
    },
    {
      purpose: 'The summary as a tool for assistants (Model Context Protocol):',
      command: `${CURL} ${FOR_TOOLS} -d '${TOOL_CALL}' '${url}/mcp'`,
    },
    {
      purpose: 'What the doctor says of the two tenants:',
      command: `DEMO_UPSTREAM=${upstreamUrl} CONFIG_FILE=docs/doctor-demo.yaml npm run doctor`,
    },
  ];
}
