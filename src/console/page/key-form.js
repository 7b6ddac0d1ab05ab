import { byId } from './element.js';
import { forgetKey, storedKey, storeKey } from './stored-key.js';

/** Asks for the API key where one is needed. `onKey` is called when there is a new one, `onForget` when it is gone. */
export class KeyForm {
  constructor({ onKey, onForget }) {
    this.form = byId('key-form');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      storeKey(byId('key').value.trim());
      byId('key').value = '';
      this.form.hidden = true;
      onKey();
    });
    byId('forget').addEventListener('click', () => {
      forgetKey();
      onForget();
    });
  }

  /** A key that was refused is no use any more. */
  show(detail) {
    byId('key-refused').textContent = storedKey() === null ? '' : `This key was not accepted. ${detail}`;
    forgetKey();
    byId('forget').hidden = true;
    this.form.hidden = false;
    byId('key').focus();
  }

  accepted() {
    this.form.hidden = true;
    byId('forget').hidden = storedKey() === null;
  }
}
