import type { Traces } from './erasure.ts';
import { addressOfPseudonym, nameOfPseudonym } from './erasure.ts';

/** JSON as it is stored. */
export type Body = { readonly [field: string]: unknown };

/** Takes a person's traces out of what is stored. */
export interface Scrubber {
  /** The same text or body, by identity, where nothing of theirs is in it. */
  text(text: string): string;
  body(body: Body): Body;
  /** Whether an id or an address is theirs. */
  isTheirs(value: unknown): boolean;
}

/** Columns and fields that are lists of addresses: whoever is erased is left out of them. */
export const ADDRESS_LISTS: ReadonlySet<string> = new Set(['benefitContact', 'standardContact', 'mailboxes']);

const ID_LENGTH = 36;

/** Names of others than people. */
const NO_PERSON: ReadonlySet<string> = new Set(['customerName', 'partnerName', 'fileName']);

/**
 * Replaces somebody's object id and person id by the pseudonym, their addresses by one that reaches nobody, and their name by
 * that of the pseudonym: where it is a field of its own, and, if it is of two words at least, wherever it is written. A name
 * beside the id or address of somebody else is that person's, and stays.
 */
export function scrubber(traces: Traces, pseudonym: string): Scrubber {
  const { aadObjectId, personId, emails, names, chats } = traces;
  const ids = anyOf([aadObjectId, personId], WORD);
  const addresses = anyOf(emails, ADDRESS);
  const written = anyOf(
    names.filter((name) => /\S\s+\S/u.test(name)),
    WORD,
  );
  const own = new Set([aadObjectId, personId, ...emails].map(lower));
  const called = new Set(names.map(lower));
  const inChats = new Set(chats);
  const isTheirs = (value: unknown) => typeof value === 'string' && own.has(lower(value));

  function bare(text: string): string {
    if (inChats.has(text)) return pseudonym;
    return text.replace(ids, pseudonym).replace(addresses, addressOfPseudonym(pseudonym));
  }

  function text(value: string): string {
    return bare(value).replace(written, nameOfPseudonym(pseudonym));
  }

  function field(key: string, value: string, beside: Body): string {
    if (ADDRESS_LISTS.has(key)) return without(value, isTheirs);
    if (isSomebodyElses(key, beside, isTheirs)) return bare(value);
    const isName = /name$/iu.test(key) && !NO_PERSON.has(key) && called.has(lower(value));
    return isName ? nameOfPseudonym(pseudonym) : text(value);
  }

  function any(node: unknown, key: string, beside: Body): unknown {
    if (typeof node === 'string') return field(key, node, beside);
    if (Array.isArray(node)) return list(node, key, beside);
    return typeof node === 'object' && node !== null ? body(node as Body) : node;
  }

  /** A list of addresses loses theirs; in any other list it is one entry among others, and stays one. */
  function list(nodes: readonly unknown[], key: string, beside: Body): unknown {
    const left = ADDRESS_LISTS.has(key) ? nodes.filter((node) => !isTheirs(node)) : nodes;
    const scrubbed = left.map((node) => any(node, key, beside));
    const isSame = left.length === nodes.length && scrubbed.every((node, at) => node === nodes[at]);
    return isSame ? nodes : scrubbed;
  }

  function body(from: Body): Body {
    let isSame = true;
    const entries = Object.entries(from).map(([key, value]): [string, unknown] => {
      // Only what is as long as an id can hold one.
      const entry: [string, unknown] = [key.length < ID_LENGTH ? key : bare(key), any(value, key, from)];
      if (entry[0] !== key || entry[1] !== value) isSame = false;
      return entry;
    });
    return isSame ? from : Object.fromEntries(entries);
  }

  return { text, body, isTheirs };
}

/** The cell of a list without some of its members. */
export function without(cell: string, isGone: (member: string) => boolean): string {
  const members = cell.split(';').map((member) => member.trim());
  const left = members.filter((member) => !isGone(member));
  return left.length === members.length ? cell : left.join(';');
}

/** Whether what stands beside a name says that it is another person's. */
function isSomebodyElses(key: string, beside: Body, isTheirs: (value: unknown) => boolean): boolean {
  if (!/name$/iu.test(key)) return false;
  const stem = key.slice(0, -'name'.length);
  const owners =
    stem === '' ? ['by', 'aadObjectId', 'personId', 'email'] : [stem, `${stem}Email`, `${stem}Id`];
  const said = owners.map((owner) => beside[owner]).filter((value) => typeof value === 'string');
  const named = said.filter((value) => value !== '');
  return named.length > 0 && !named.some(isTheirs);
}

/** What may stand neither before nor behind: of a longer word, and of a longer address. */
const WORD = { before: '[\\p{L}\\p{N}]', behind: '[\\p{L}\\p{N}]' };
const ADDRESS = { before: '[\\p{L}\\p{N}._+~-]', behind: '[\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}]' };

/** What may stand where a name has a space: the end of a line, or what HTML writes for a space. */
const SPACE = '(?:\\s|&nbsp;|&#(?:160|xa0);)+';

/** Any of some texts in any case, not as a part of a longer one; with none of them nothing. */
function anyOf(texts: readonly string[], edge: typeof WORD): RegExp {
  const told = texts.filter((text) => text !== '').toSorted((one, two) => two.length - one.length);
  if (told.length === 0) return /(?!)/gu;
  const either = told
    .map((text) => text.replaceAll(/[$()*+./?[\\\]^{|}]/gu, '\\$&').replaceAll(/\s+/gu, SPACE))
    .join('|');
  return new RegExp(`(?<!${edge.before})(?:${either})(?!${edge.behind})`, 'giu');
}

function lower(text: string): string {
  return text.toLowerCase();
}
