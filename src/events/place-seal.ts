import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-128-gcm';
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Writes a place anew each time, so that nobody can tell whether two writings mean one place or two: a place that
 * moved on without an event would tell of changes that the listener may not see.
 */
export class PlaceSeal {
  /** Of this process and this life of it alone, as places are. */
  private readonly key = randomBytes(KEY_BYTES);

  /** `place` in base64url, as the sealed one is. */
  seal(place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    const sealed = Buffer.concat([nonce, cipher.update(place, 'base64url'), cipher.final()]);
    return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** The place in it; undefined for what was not sealed here. */
  open(text: string): string | undefined {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const place = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([place, decipher.final()]).toString('base64url');
    } catch {
      return undefined;
    }
  }
}
