import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';

/** Octets in UTF-8. Source: RFC 5321, section 4.5.3.1 (a path of 256 holds two brackets). */
const MAX_LOCAL = 64;
const MAX_MAILBOX = 254;
/** Of a domain as the DNS has it. Source: RFC 1035, section 2.3.4. */
const MAX_DOMAIN = 253;
const MAX_LABEL = 63;

/** Outside ASCII whatever shows something and is no blank (RFC 6531, UTF8-non-ascii), and the two joiners of scripts. */
const WIDE = String.raw`[^\p{ASCII}\p{C}\p{Z}]|\u200c|\u200d`;
const ATOM = `(?:[a-z0-9!#$%&'*+/=?^_\`{|}~-]|${WIDE})+`;
/** RFC 5321, section 4.1.2: Dot-string, Quoted-string. The alternatives share no character, so each is read once. */
const DOT_STRING = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*$`, 'iu');
const QUOTED_STRING = new RegExp(
  String.raw`^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e]|${WIDE})*"$`,
  'u',
);
/** A label of a domain as people write it; whether IDNA allows its letters is for the platform to say. */
const LABEL = /^[\p{L}\p{N}](?:(?:[\p{L}\p{M}\p{N}\u00b7\u30fb-]|\u200c|\u200d)*[\p{L}\p{M}\p{N}])?$/u;

/**
 * Whether a text is the address of a mailbox: what RFC 5321, section 4.1.2, and RFC 6531, section 3.3, let one be, quoted
 * names, address literals and internationalised names and domains included. A domain of one label is none: RFC 5321,
 * section 2.3.5, wants it fully qualified, and no registry offers mail at a top-level domain (RFC 7085).
 */
export function isMailbox(text: string): boolean {
  if (text.length > MAX_MAILBOX || Buffer.byteLength(text) > MAX_MAILBOX) return false;
  const { local, domain } = parts(text);
  if (Buffer.byteLength(local) > MAX_LOCAL) return false;
  return (DOT_STRING.test(local) || QUOTED_STRING.test(local)) && (isDomain(domain) || isLiteral(domain));
}

const Ipv4 = z.ipv4();
const Ipv6 = z.ipv6();

/** A mailbox, without the blanks around it, otherwise as it was written. */
export const Email = z.string().trim().refine(isMailbox, 'must be an e-mail address');

/**
 * The one spelling by which addresses are compared and looked up: lower case (no provider tells names apart by it), the
 * domain in Unicode whether it was written so or in Punycode. A text that is no address stays one that matches none.
 */
export function comparable(address: string): string {
  const text = address.trim().toLowerCase();
  if (text.length > MAX_MAILBOX) return text;
  const { local, domain } = parts(text);
  return `${local.normalize('NFC')}@${domainToUnicode(domain) || domain}`;
}

/** Local part and domain; the domain is empty without an "@". */
function parts(text: string): { readonly local: string; readonly domain: string } {
  const at = text.lastIndexOf('@');
  return at < 0 ? { local: text, domain: '' } : { local: text.slice(0, at), domain: text.slice(at + 1) };
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return false;
  const ascii = domainToASCII(domain);
  const last = ascii.slice(ascii.lastIndexOf('.') + 1);
  if (ascii === '' || ascii.length > MAX_DOMAIN || /^\d*$/.test(last)) return false;
  return ascii.split('.').every((label) => label.length <= MAX_LABEL);
}

/** `[192.0.2.1]`, `[IPv6:2001:db8::1]`. */
function isLiteral(domain: string): boolean {
  const inner = /^\[(?:(ipv6:)([0-9a-f:.]+)|([0-9.]+))\]$/i.exec(domain);
  if (inner === null) return false;
  const [, , six, four] = inner;
  return six === undefined ? Ipv4.safeParse(four).success : Ipv6.safeParse(six).success;
}
