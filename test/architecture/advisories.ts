/** One published advisory about a package that runs in production: versions below `fixedIn` have the fault. */
export interface Advisory {
  readonly package: string;
  readonly fixedIn: string;
  readonly id: string;
  readonly what: string;
}

const rows = (name: string, ...all: readonly (readonly [string, string, string])[]): Advisory[] =>
  all.map(([fixedIn, id, what]) => ({ package: name, fixedIn, id, what }));

/**
 * What is known, by hand: docs/advisories.md says how it is kept. The fixed version is that of the release line that
 * is locked, where several lines were fixed.
 */
export const ADVISORIES: readonly Advisory[] = [
  ...rows(
    'axios',
    ['1.6.0', 'CVE-2023-45857', 'sends the XSRF token to other hosts'],
    ['1.7.4', 'CVE-2024-39338', 'takes a path for an address of another host'],
    ['1.8.2', 'CVE-2025-27152', 'takes an absolute address in place of the base, with its credentials'],
    ['1.12.0', 'CVE-2025-58754', 'reads a data: address without a limit'],
    ['1.13.5', 'CVE-2026-25639', 'crashes on a configuration that names the prototype'],
    ['1.15.0', 'GHSA-fvcv-3m26-pcqx', 'sends header fields that somebody else has injected'],
    ['1.15.1', 'CVE-2026-42033', 'lets a polluted prototype take over the transport'],
    ['1.15.1', 'CVE-2026-42043', 'can be led past NO_PROXY by an address'],
    ['1.18.0', 'CVE-2026-67320', 'takes a proxy from a polluted prototype'],
  ),
  ...rows(
    'fastify',
    ['5.3.2', 'CVE-2025-32442', 'skips the validation of a body with an odd content type'],
    ['5.7.3', 'CVE-2026-25223', 'skips the validation of a body whose content type has a tab'],
    ['5.7.3', 'CVE-2026-25224', 'buffers a web stream without a limit'],
    ['5.8.1', 'CVE-2026-3419', 'takes a malformed content type'],
    ['5.8.3', 'CVE-2026-3635', 'believes X-Forwarded-Proto and -Host of untrusted peers'],
    ['5.8.5', 'CVE-2026-33806', 'skips the validation of a body whose content type begins with a blank'],
  ),
  ...rows('find-my-way', ['9.0.1', 'CVE-2024-45813', 'backtracks for ever on two parameters in a segment']),
  ...rows(
    'path-to-regexp',
    ['8.0.0', 'CVE-2024-45296', 'backtracks for ever on two parameters in a segment'],
    ['8.4.0', 'CVE-2026-4926', 'backtracks for ever on optional groups in a row'],
    ['8.4.0', 'CVE-2026-4923', 'backtracks for ever on several wildcards'],
  ),
  ...rows(
    'fast-uri',
    ['3.1.1', 'CVE-2026-6321', 'takes encoded dot segments for names'],
    ['3.1.2', 'CVE-2026-6322', 'takes one host for another, by encoded delimiters'],
    ['3.1.3', 'CVE-2026-13676', 'takes one host for another, by a name that cannot be made canonical'],
    ['3.1.4', 'CVE-2026-16221', 'takes one host for another, by a backslash'],
    ['3.1.7', 'CVE-2026-84394', 'takes one host for another, since 3.1.6'],
  ),
  ...rows(
    '@fastify/static',
    ['10.1.1', 'CVE-2026-15074', 'can be led past the guard of a route by dot segments'],
    ['10.1.3', 'GHSA-423g-23ch-w7c6', 'can be led past the guard of a route by empty segments'],
  ),
  ...rows('@fastify/middie', ['9.1.0', 'CVE-2026-22031', 'can be led past a middleware by encoded letters']),
  ...rows('@nestjs/platform-fastify', ['11.1.14', 'CVE-2026-2293', 'can be led past a middleware']),
  ...rows(
    'jose',
    ['4.9.2', 'CVE-2022-36083', 'spends any time on a p2c header'],
    ['4.15.5', 'CVE-2024-28176', 'inflates a token without a limit'],
  ),
  ...rows(
    'node-forge',
    ['1.0.0', 'CVE-2022-0122', 'follows an address that parses as another'],
    ['1.3.0', 'CVE-2022-24771', 'takes forged RSA signatures'],
    ['1.3.2', 'CVE-2025-12816', 'can be led past the verification of ASN.1'],
    ['1.3.2', 'CVE-2025-66031', 'recurses without a limit in ASN.1'],
    ['1.3.2', 'CVE-2025-66030', 'cuts the numbers of an OID to 32 bits'],
    ['1.4.0', 'CVE-2026-33891', 'loops for ever on certain input'],
    ['1.4.0', 'CVE-2026-33894', 'is one of four that came with that release'],
    ['1.4.0', 'CVE-2026-33896', 'takes a certificate for an authority that is none'],
  ),
  ...rows('class-validator', [
    '0.14.0',
    'CVE-2019-18413',
    'can be led past the validation by an unknown value',
  ]),
  ...rows('class-transformer', ['0.3.1', 'CVE-2020-7637', 'changes the prototype of every object']),
  ...rows('validator', ['13.15.20', 'CVE-2025-56200', 'takes an address for one of another protocol']),
  ...rows(
    '@modelcontextprotocol/sdk',
    ['1.24.0', 'CVE-2025-66414', 'leaves a server on this machine open to DNS rebinding'],
    ['1.25.2', 'CVE-2026-0621', 'backtracks for ever on an address of a resource'],
    ['1.26.0', 'CVE-2026-25536', 'gives one client the answer of another when they share a transport'],
  ),
  ...rows('@nestjs/common', ['11.0.16', 'CVE-2024-29409', 'believes the content type of an upload']),
  ...rows('form-data', ['4.0.4', 'CVE-2025-7783', 'chooses boundaries that can be guessed']),
  ...rows(
    'follow-redirects',
    ['1.15.4', 'CVE-2023-26159', 'reads a host name wrongly'],
    ['1.15.6', 'CVE-2024-28849', 'takes proxy credentials to another host'],
    ['1.16.0', 'CVE-2026-40895', 'takes header fields such as X-API-Key to another host'],
  ),
  ...rows('qs', ['6.14.1', 'CVE-2025-15284', 'fills memory with an array without a limit']),
  ...rows('body-parser', ['2.2.1', 'CVE-2025-13466', 'spends any time on a form with many parameters']),
  ...rows('express', ['5.0.0', 'CVE-2024-43796', 'writes an address into a page as it is']),
  ...rows('send', ['0.19.0', 'CVE-2024-43799', 'writes an address into a page as it is']),
  ...rows('serve-static', ['2.1.0', 'CVE-2024-43800', 'writes an address into a page as it is']),
  ...rows('cookie', ['0.7.0', 'CVE-2024-47764', 'takes names that break out of their place']),
  ...rows('cross-spawn', ['7.0.5', 'CVE-2024-21538', 'backtracks for ever on an argument']),
  ...rows('semver', ['7.5.2', 'CVE-2022-25883', 'backtracks for ever on a range']),
  ...rows('yaml', ['2.2.2', 'CVE-2023-2251', 'throws what is not caught on odd input']),
  ...rows(
    'js-yaml',
    ['4.1.1', 'CVE-2025-64718', 'changes a prototype by merge keys'],
    ['4.3.2', 'CVE-2026-84375', 'spends any time on merge keys of empty mappings'],
  ),
  ...rows('glob', ['11.1.0', 'CVE-2025-64756', 'runs a file name as a command, on its command line']),
  ...rows('brace-expansion', ['4.0.1', 'CVE-2025-5889', 'backtracks for ever on a pattern']),
  ...rows(
    'hono',
    ['4.10.2', 'CVE-2025-62610', 'does not look at the audience of a JWT'],
    ['4.11.4', 'CVE-2026-22817', 'takes a JWT that is signed by another algorithm'],
    ['4.12.25', 'CVE-2026-54290', 'allows every origin with credentials'],
    ['4.12.34', 'GHSA-8j4g-w8fx-2239', 'backtracks for ever on a preflight request'],
  ),
  ...rows('@hono/node-server', ['1.19.10', 'CVE-2026-29087', 'can be led past a guard by an encoded slash']),
  ...rows('debug', ['4.4.3', 'GHSA-8mgj-vmr8-frr6', 'was published with malware, as 4.4.2']),
  ...rows('swagger-ui-dist', [
    '4.1.3',
    'CVE-2021-46708',
    'can be shown in a frame of others, who take its clicks',
  ]),
];
