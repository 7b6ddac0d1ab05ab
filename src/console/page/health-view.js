import { byId, drawing, element } from './element.js';
import { HEALTHS, nameOf } from './vocabulary.js';
import { dateTimeText, pluralText, spanText } from './words.js';

/** Every organization with its state, the worst first, and among equals the one longest without a backup. */
export function showHealth(organizations, sources) {
  const shown = organizations.toSorted((a, b) => rankOf(a) - rankOf(b) || ageOf(b) - ageOf(a));
  byId('health').replaceChildren(...shown.map((organization) => card(organization, sources)));
  byId('verdict').textContent = verdictOn(organizations);
}

function rankOf({ health }) {
  return HEALTHS.findIndex((state) => state.health === health);
}

function ageOf({ backupAgeSeconds }) {
  return backupAgeSeconds ?? Infinity;
}

function verdictOn(organizations) {
  const bad = organizations.filter(({ health }) => health !== 'ok').length;
  if (organizations.length === 0) return 'There is no organization that this key may see.';
  if (bad === 0) return `All ${pluralText(organizations.length, 'organization')} backed up as expected.`;
  return `${bad} of ${pluralText(organizations.length, 'organization')} ${bad === 1 ? 'needs' : 'need'} attention.`;
}

function card(organization, sources) {
  const { word, tone, shape } = HEALTHS[rankOf(organization)] ?? HEALTHS[2];
  return element(
    'li',
    { class: 'card', 'data-tone': tone, 'data-organization': organization.id },
    element('h3', {}, nameOf(organization)),
    element('p', { class: 'badge' }, icon(shape), word),
    ...explain(organization, sources),
  );
}

function icon(shape) {
  return drawing('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, drawing('path', { d: shape }));
}

function explain({ id, health, lastSuccessfulBackup, backupAgeSeconds }, sources) {
  if (health === 'unknown') {
    const source = sources.find(({ organizationId }) => organizationId === id);
    return [line('Could not be read.'), line(`${source?.error?.title ?? 'No reason is known'}.`)];
  }
  if (lastSuccessfulBackup === null) return [line('No good backup'), line('in the last seven days.')];
  const age = element('strong', {}, spanText(backupAgeSeconds));
  const time = element('time', { datetime: lastSuccessfulBackup }, dateTimeText(lastSuccessfulBackup));
  if (health === 'ok') return [line('Last good backup ', age, ' ago'), line(time)];
  return [line('No good backup for ', age), line('since ', time)];
}

function line(...parts) {
  return element('p', { class: 'quiet' }, ...parts);
}
