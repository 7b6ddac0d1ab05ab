import * as fc from 'fast-check';

import { type NamedOrganization, SPELLINGS } from './scoping-attempts.js';

/** A tool as it describes itself. */
export interface ScopedTool {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** The same call of a tool twice: about what belongs to others, and about what does not exist. */
export interface ToolAttempt {
  readonly tool: string;
  /** The arguments, as the JSON text that is sent. */
  readonly foreign: string;
  readonly twin: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a name stands: as JSON texts of members, alone or hidden among the caller's own. */
type Placement = (name: string, own: string) => string;

const text = (value: unknown): string => JSON.stringify(value);
const PLACEMENTS: readonly Placement[] = [
  (name) => `"organizationId":${text(name)}`,
  (name) => `"organizationId":[${text(name)}]`,
  (name, own) => `"organizationId":${text([own, name])}`,
  (name, own) => `"organizationId":${text([name, own])}`,
  (name, own) => `"organizationId":${text(`${own},${name}`)}`,
  // Of two members with one name readers of JSON take the last, the first, or both.
  (name, own) => `"organizationId":${text(own)},"organizationId":${text(name)}`,
  (name) => `"organizationI\\u0064":${text(name)}`,
  (name) => `"organizationId[]":${text(name)}`,
  (name) => `"organizationid":${text(name)}`,
  (name) => `"organizationId":{"0":${text(name)}}`,
  (name) => `"organizationId":[[${text(name)}]]`,
  // A value that would be an address of its own, were it not escaped.
  (name) => `"status":${text(`failed&organizationId=${name}`)}`,
  (name) => `"from":${text(`2026-11-19#?organizationId=${name}`)}`,
];
/** Ids that would lead to another route, were they put into an address as they are. */
const JOB_IDS: readonly ((jobId: string, name: string) => string)[] = [
  (jobId) => jobId,
  (jobId, name) => `${jobId}?organizationId=${name}`,
  (_jobId, name) => `../organizations/${name}/jobs`,
  (_jobId, name) => `..%2forganizations%2f${name}%2fjobs`,
  (_jobId, name) => `..\\organizations\\${name}\\jobs`,
  (_jobId, name) => `?organizationId=${name}`,
];

export interface ToolAttemptOptions {
  readonly tools: readonly ScopedTool[];
  readonly own: NamedOrganization;
  readonly foreign: readonly NamedOrganization[];
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly cursors: readonly string[];
}

/** Calls that name an organization of others in every way there is; all have to be refused. The seed decides which. */
export function toolAttempts(
  { tools, own, foreign, headers, cursors }: ToolAttemptOptions,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly ToolAttempt[] {
  const arbitrary = fc
    .record({
      tool: fc.constantFrom(...tools),
      organization: fc.constantFrom(...foreign),
      byAlias: fc.boolean(),
      ownName: fc.constantFrom(own.id, own.alias),
      spell: fc.constantFrom(...SPELLINGS),
      isDecoded: fc.boolean(),
      place: fc.constantFrom(...PLACEMENTS),
      jobId: fc.constantFrom(...JOB_IDS),
      cursor: fc.constantFrom(undefined, undefined, ...cursors),
      fields: fc.constantFrom(...headers),
    })
    .map(({ tool, organization, byAlias, ownName, spell, isDecoded, place, jobId, cursor, fields }) => {
      const argumentsWith = (name: string): string => {
        const spelled = isDecoded ? decodeURIComponent(spell(name)) : spell(name);
        const members = [
          ...(tool.parameters.includes('jobId')
            ? [`"jobId":${text(jobId(organization.jobId, spelled))}`]
            : []),
          ...(tool.parameters.includes('cursor') && cursor !== undefined ? [`"cursor":${text(cursor)}`] : []),
          place(spelled, ownName),
        ];
        return `{${members.join(',')}}`;
      };
      const [one, twin] = byAlias
        ? [organization.alias, organization.aliasTwin]
        : [organization.id, organization.idTwin];
      return { tool: tool.name, foreign: argumentsWith(one), twin: argumentsWith(twin), headers: fields };
    });
  return fc.sample(arbitrary, { numRuns: count, seed });
}
