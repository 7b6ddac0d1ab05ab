import * as fc from 'fast-check';

import type { ScopedRoute } from './scoping-routes.js';

/** An organization of the test, with a name that exists nowhere and has as many letters: its twin. */
export interface NamedOrganization {
  readonly id: string;
  readonly alias: string;
  readonly idTwin: string;
  readonly aliasTwin: string;
  readonly jobId: string;
}

/** The same request twice: about an organization of others, and about one that does not exist. */
export interface Attempt {
  readonly method: string;
  readonly foreign: string;
  readonly twin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the route takes the name, so that nothing but a refusal can be the answer. */
  readonly mustRefuse: boolean;
}

type Spelling = (name: string) => string;

const escaped = (text: string, from = 0, to = text.length): string =>
  Array.from(text)
    .map((letter, index) =>
      index >= from && index < to ? `%${letter.codePointAt(0)!.toString(16)}` : letter,
    )
    .join('');
/** The first letter that has a double in another script takes its place. */
const lookAlike = (text: string, doubles: Readonly<Record<string, string>>): string =>
  text.replace(new RegExp(`[${Object.keys(doubles).join('')}]`), (letter) =>
    encodeURIComponent(doubles[letter] ?? letter),
  );

/** How a name can be written so that a careless reader takes it for the same. */
export const SPELLINGS: readonly Spelling[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.slice(0, 3).toUpperCase() + name.slice(3),
  (name) => `%7B${name}%7D`,
  (name) => `%7b${name.toUpperCase()}%7d`,
  (name) => `%28${name}%29`,
  (name) => escaped(name),
  (name) => escaped(name, 0, 1),
  (name) => escaped(name, 1, 3).toUpperCase(),
  (name) => escaped(name).replaceAll('%', '%25'),
  (name) => name.replaceAll('-', ''),
  (name) => `urn:uuid:${name}`,
  (name) => `%20${name}`,
  (name) => `${name}%20`,
  (name) => `+${name}+`,
  (name) => `${name}%09`,
  (name) => `${name}%00`,
  (name) => `%EF%BB%BF${name}`,
  (name) => `${name}%E2%80%8D`,
  (name) => `${name}%C2%AD`,
  (name) => `%22${name}%22`,
  (name) => `${name}%2F`,
  (name) => `${name}%3B`,
  (name) => `.%2F${name}`,
  (name) => `%2E%2E%2F${name}`,
  (name) => lookAlike(name, { a: 'а', c: 'с', e: 'е' }),
  (name) => lookAlike(name, { a: 'ａ', b: 'ｂ', c: 'ｃ', d: 'ｄ', e: 'ｅ' }),
  (name) => lookAlike(name, { a: 'á', c: 'ç', e: 'é' }),
  (name) => `${name},${name}`,
  (name) => `,${name},`,
];

type Placement = (name: string, own: string) => readonly string[];

/** Where the name stands, alone or hidden among the caller's own. */
const PLACEMENTS: readonly Placement[] = [
  (name) => [`organizationId=${name}`],
  (name, own) => [`organizationId=${own},${name}`],
  (name, own) => [`organizationId=${name},${own}`],
  (name, own) => [`organizationId=${own}`, `organizationId=${name}`],
  (name, own) => [`organizationId=${name}`, `organizationId=${own}`],
  (name, own) => [`organizationId=${own}%2C${name}`],
  (name) => [`organizationId%5B%5D=${name}`],
  (name) => [`organizationI%64=${name}`],
];

const EXTRAS = [
  'page=2',
  'pageSize=1',
  'sort=organizationName',
  'type=backup',
  'status=failed',
  'allowPartial=false',
  'allowPartial=true',
];

export interface AttemptOptions {
  readonly routes: readonly ScopedRoute[];
  readonly own: NamedOrganization;
  readonly foreign: readonly NamedOrganization[];
  /** Header fields to choose from, beside the credential. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly cursors: readonly string[];
}

/** Requests that name an organization of others in every way there is. The seed decides which of the millions. */
export function namingAttempts(
  { routes, own, foreign, headers, cursors }: AttemptOptions,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly Attempt[] {
  const arbitrary = fc
    .record({
      route: fc.constantFrom(...routes),
      organization: fc.constantFrom(...foreign),
      byAlias: fc.boolean(),
      ownByAlias: fc.boolean(),
      spell: fc.constantFrom(...SPELLINGS),
      place: fc.constantFrom(...PLACEMENTS),
      inPath: fc.boolean(),
      isHead: fc.constantFrom(true, false, false, false),
      extra: fc.constantFrom('', ...EXTRAS, ...cursors.map((cursor) => `cursor=${cursor}`)),
      fields: fc.constantFrom(...headers),
    })
    .map(
      ({
        route,
        organization,
        byAlias,
        ownByAlias,
        spell,
        place,
        inPath,
        isHead,
        extra,
        fields,
      }): Attempt => {
        const ownName = ownByAlias ? own.alias : own.id;
        const isInPath = inPath && route.template.includes('{organizationId}');
        const urlWith = (name: string): string => {
          const path = route.template
            .replace('{organizationId}', isInPath ? spell(name) : ownName)
            .replace('{jobId}', organization.jobId);
          const query = [
            ...route.fixedQuery,
            ...(isInPath ? [] : place(spell(name), ownName)),
            ...(route.parameters.has(extra.split('=', 1)[0] ?? '') ? [extra] : []),
          ];
          return `${path}?${query.join('&')}`;
        };
        return {
          method: isHead && route.method === 'GET' ? 'HEAD' : route.method,
          foreign: urlWith(byAlias ? organization.alias : organization.id),
          twin: urlWith(byAlias ? organization.aliasTwin : organization.idTwin),
          headers: fields,
          mustRefuse: route.takesOrganization,
        };
      },
    );
  return fc.sample(arbitrary, { numRuns: count, seed });
}
