import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';

interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> } | undefined>
  >;
}

export interface Exchanged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as Documented;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'openapi');
const validators = new Map<string, ValidateFunction>();

const escape = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** What is wrong with an answer by the committed document; undefined when it is as documented, or its route is in no document. */
export function undocumentedPart({ method, path, status, contentType, body }: Exchanged): string | undefined {
  const template = templateOf(path);
  const operation = template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()];
  if (template === undefined || operation === undefined) return undefined;
  const response = operation.responses[String(status)];
  if (response === undefined) return `${method} ${template}: status ${status} is not documented`;
  if (response.content === undefined) return undefined;
  const mediaType = contentType?.split(';')[0] ?? '';
  if (!(mediaType in response.content))
    return `${method} ${template} ${status}: ${mediaType} is not documented`;
  const pointer = [
    'paths',
    template,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    mediaType,
    'schema',
  ];
  return faultOf(`openapi#/${pointer.map(escape).map(encodeURIComponent).join('/')}`, body);
}

function templateOf(path: string): string | undefined {
  const bare = path.split('?', 1)[0] ?? path;
  const matches = Object.keys(document.paths).filter((template) =>
    new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(bare),
  );
  return matches.toSorted((left, right) => left.split('{').length - right.split('{').length)[0];
}

function faultOf($ref: string, body: unknown): string | undefined {
  const validate = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, validate);
  return validate(body) ? undefined : `${$ref}: ${ajv.errorsText(validate.errors)}`;
}
