import { byId, element } from './element.js';
import { isFiltered } from './selection.js';
import { nameOf, OUTCOMES, TYPES } from './vocabulary.js';

const NAMES = ['organizationId', 'type', 'status', 'days'];

/** The form in which a selection is made. `onSelect` gets each new one. */
export class FiltersForm {
  constructor(onSelect) {
    this.form = byId('filters');
    this.onSelect = onSelect;
    addChoices('type', Object.entries(TYPES));
    const outcomes = OUTCOMES.filter(({ status }) => status !== 'unknown');
    addChoices(
      'status',
      outcomes.map(({ status, word }) => [status, word]),
    );
    this.form.addEventListener('change', () => this.onSelect(this.#chosen()));
    this.form.addEventListener('submit', (event) => event.preventDefault());
    byId('clear').addEventListener('click', () => this.clear());
  }

  show(selection) {
    this.form.hidden = false;
    // An organization may stand in the address before the service has told of any.
    if (selection.organizationId !== '' && !has('organizationId', selection.organizationId))
      addChoices('organizationId', [[selection.organizationId, selection.organizationId]]);
    for (const name of NAMES) this.form.elements[name].value = selection[name];
    byId('clear').hidden = !isFiltered(selection);
  }

  hide() {
    this.form.hidden = true;
  }

  /** Offers the organizations; an alias in the address goes on meaning the one it means. */
  offer(organizations, { organizationId }) {
    const byName = organizations.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
    const valueOf = ({ id, alias }) => (alias === organizationId && alias !== null ? alias : id);
    const select = byId('organizationId');
    if (document.activeElement === select) return;
    select.replaceChildren(select.options[0]);
    addChoices(
      'organizationId',
      byName.map((organization) => [valueOf(organization), nameOf(organization)]),
    );
    if (organizationId !== '' && !has('organizationId', organizationId))
      addChoices('organizationId', [[organizationId, organizationId]]);
    select.value = organizationId;
  }

  clear() {
    this.onSelect({ organizationId: '', type: '', status: '', days: this.form.elements.days.value });
  }

  #chosen() {
    return Object.fromEntries(NAMES.map((name) => [name, this.form.elements[name].value]));
  }
}

function addChoices(name, choices) {
  byId(name).append(...choices.map(([value, text]) => element('option', { value }, text)));
}

function has(name, value) {
  return [...byId(name).options].some((option) => option.value === value);
}
