const NAME = 'console.api-key';

/** The key of whoever looks, for this tab only; null when there is none. */
export function storedKey() {
  return sessionStorage.getItem(NAME);
}

export function storeKey(key) {
  sessionStorage.setItem(NAME, key);
}

export function forgetKey() {
  sessionStorage.removeItem(NAME);
}
