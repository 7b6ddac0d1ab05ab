/**
 * Writes sbom.cdx.json: every package that runs in production, with version and checksum, as CycloneDX.
 * `npm sbom --omit dev` leaves out whatever a development package asks for too, such as the framework itself. So
 * everything is listed, and what the lock file marks as for development only is taken out here.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const LARGEST_BYTES = 64 * 1024 * 1024;
const DEVELOPMENT = 'cdx:npm:package:development';

const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
const whole = JSON.parse(
  execFileSync('npm', args, {
    maxBuffer: LARGEST_BYTES,
    encoding: 'utf8',
    // npm is a script on Windows, which only a shell finds.
    shell: process.platform === 'win32',
  }),
);

const isForDevelopment = ({ properties = [] }) => properties.some(({ name }) => name === DEVELOPMENT);
const components = whole.components.filter((component) => !isForDevelopment(component));
const kept = new Set([whole.metadata.component, ...components].map((component) => component['bom-ref']));
const dependencies = whole.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));

const [, , file = 'sbom.cdx.json'] = process.argv;
writeFileSync(file, `${JSON.stringify({ ...whole, components, dependencies }, null, 2)}\n`);
