/** An alias, or a GUID with or without braces; nothing longer, and no letter beyond ASCII. */
const GUID_OR_ALIAS = /^(?:[A-Za-z0-9._-]{1,64}|\{[0-9A-Fa-f-]{36}\})$/;

/** Whether a text can name an organization, be there one or not. */
export function canNameOrganization(text: string): boolean {
  return GUID_OR_ALIAS.test(text);
}
