/** Longer than any head line that names one sender. */
const MAX_FROM = 1_000;

/** Whether a mail is Microsoft's own. `not-known`: it could not be found out now, since DNS did not answer. */
export type Authenticity = 'proven' | 'not-proven' | 'not-known';

/**
 * One address, alone or behind a name: what is before `<` is a quoted text, or words without the characters that make an
 * address, a list, a group or a comment. Source: RFC 5322, section 3.4, without its obsolete forms.
 */
const ONE_ADDRESS =
  /^(?:(?:"(?:[^"\\]|\\.)*"\s*|[^"<>@,;:()\\]*)<([^\s<>@,;:()"\\]{1,64})@([a-z0-9.-]{1,253})>|([^\s<>@,;:()"\\]{1,64})@([a-z0-9.-]{1,253}))$/i;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The domain of a mail's one sender.
 *
 * @param values all `From` fields, unfolded, as written
 * @returns undefined unless there is one field with one plain address: two fields, lists, groups, comments and domains in
 *   other scripts name nobody for sure
 */
export function senderDomain(values: readonly string[]): string | undefined {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0 || value.length > MAX_FROM) return undefined;
  const match = ONE_ADDRESS.exec(value.trim());
  const domain = (match?.[2] ?? match?.[4])?.toLowerCase();
  return domain !== undefined && DOMAIN.test(domain) ? domain : undefined;
}

/** Whether a domain is one of those listed, or a subdomain of one. */
export function isUnder(domain: string, listed: readonly string[]): boolean {
  return listed.some((one) => domain === one || domain.endsWith(`.${one}`));
}

/** Whether a signature of a domain speaks for a sender: it is the sender's own, or a listed one that the sender's is under. */
export function speaksFor(signing: string, sender: string, listed: readonly string[]): boolean {
  const domain = signing.toLowerCase();
  return isUnder(domain, listed) && isUnder(sender, [domain]);
}
