/**
 * Somebody who is in a chat of an organisation without belonging to it. Porter serves a person by their own organisation's
 * roster, and cannot tell from a guest account whose rights they would be.
 *
 * @param home the tenant that the chat, and so whoever is served in it, is of
 */
export function isOutsider(
  { tenantId, userRole }: { readonly tenantId?: string | undefined; readonly userRole?: string | undefined },
  home: string,
): boolean {
  if (userRole === 'guest' || userRole === 'anonymous') return true;
  return tenantId !== undefined && tenantId !== '' && tenantId.toLowerCase() !== home.toLowerCase();
}
