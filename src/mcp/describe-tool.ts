import type { OpenAPIObject } from '@nestjs/swagger';

import { selfContained } from './self-contained-schema.js';
import type { Tool } from './tool.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;

/** A tool out of the documented operation that answers it: parameters and answer are written once, at the route. */
export function describeTool(name: string, operationId: string, document: OpenAPIObject): Tool {
  const [path, operation] = findOperation(operationId, document);
  const parameters = (operation.parameters ?? []).filter(isParameter);
  const required = parameters.filter((parameter) => parameter.required === true).map((each) => each.name);
  return {
    path,
    pathParameters: parameters.filter((parameter) => parameter.in === 'path').map((each) => each.name),
    description: {
      name,
      title: operation.summary,
      description: [operation.summary, operation.description].filter(Boolean).join('. '),
      inputSchema: {
        type: 'object',
        properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, schemaOf(parameter)])),
        required,
        additionalProperties: false,
      },
      outputSchema: { ...selfContained(answerSchemaOf(operation), document), type: 'object' },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
  };
}

function findOperation(operationId: string, document: OpenAPIObject): [path: string, operation: Operation] {
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (get?.operationId === operationId) return [path, get];
  }
  throw new Error(`no route is documented as ${operationId}`);
}

function isParameter(parameter: NonNullable<Operation['parameters']>[number]): parameter is Parameter {
  return 'in' in parameter;
}

function schemaOf({ schema, description }: Parameter): object {
  return { ...schema, ...(description === undefined ? {} : { description }) };
}

function answerSchemaOf({ operationId, responses }: Operation): object {
  const answer = responses['200'];
  const schema =
    answer !== undefined && 'content' in answer ? answer.content?.['application/json']?.schema : undefined;
  if (schema === undefined) throw new Error(`the answer of ${operationId} is not documented`);
  return schema;
}
