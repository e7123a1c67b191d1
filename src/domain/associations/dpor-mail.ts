import type { Day } from '../shared/time.ts';
import { forwardedHead, OTHER_LABEL, SENT_LABEL } from './forwarded-head.ts';
import { daysOf } from './mail-dates.ts';

/** What Microsoft's mail to a partner says has happened to the partner itself. */
export type DporMailKind = 'added' | 'removed';

/** What a mail about a Digital Partner of Record says. Address and telephone number of the customer are passed over. */
export interface DporMail {
  readonly what: DporMailKind;
  /** As written; `''`: not said. */
  readonly organization: string;
  readonly service: string;
  readonly starts: MailDate;
  readonly ends: MailDate;
  /** The text forwards or quotes a mail: when the mail around it was sent says nothing of this one. */
  readonly forwarded: boolean;
  /** When it was first sent, where the text of a forwarded mail tells in words that can be read. */
  readonly sentAt: Date | undefined;
}

export interface MailDate {
  /** As written; `''`: not said. */
  readonly written: string;
  /** What it may mean; several where day and month can be taken either way. */
  readonly days: readonly Day[];
}

const ROLE = String.raw`(?:subscription advis[eo]r|(?:digital )?partner of record|dpor)`;
const THEIR = '(?:their|its|the|a|an)';

/** Wordings that are known: one row each. Source: Microsoft's partner association slides, sample mail of 2015; the rest alike. */
const WORDINGS: readonly { readonly what: DporMailKind; readonly says: RegExp }[] = [
  { what: 'added', says: new RegExp(`has (?:added|assigned|designated) you as ${THEIR} ${ROLE}`, 'i') },
  { what: 'added', says: new RegExp(`you have been (?:added|assigned|designated) as ${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`has (?:removed|deleted) you as ${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`has removed you from being ${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`you have been (?:removed|deleted) as ${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`you (?:are|were) no longer (?:listed as )?${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`you['\u2019]re no longer (?:listed as )?${THEIR} ${ROLE}`, 'i') },
  { what: 'removed', says: new RegExp(`no longer (?:lists|has) you as ${THEIR} ${ROLE}`, 'i') },
];

/** Labels of a mail's fields: one row each. `head` and `other` only end the field before them. */
const LABELS: readonly { readonly field: Field; readonly label: string }[] = [
  { field: 'organization', label: 'organi[sz]ation name' },
  { field: 'service', label: 'service' },
  { field: 'starts', label: 'subscription start date' },
  { field: 'ends', label: 'subscription end date' },
  { field: 'sent', label: SENT_LABEL },
  { field: 'head', label: OTHER_LABEL },
  { field: 'other', label: '(?:contact details|address|phone(?: number)?)' },
];
type Field = 'organization' | 'service' | 'starts' | 'ends' | 'sent' | 'head' | 'other';

const ALL_LABELS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${LABELS.map(({ label }) => `(${label})`).join('|')})\\*? ?[:\uff1a]`,
  'gimu',
);

const MAX_TEXT = 60_000;
const MAX_VALUE = 200;
/** A mail has some ten, and one that was forwarded often some fifty. */
const MAX_LABELS = 200;

/**
 * Reads Microsoft's mail to a partner, from its text however it is broken into lines: the sample has all fields in one.
 *
 * @returns undefined for other wordings, and for one that says both
 */
export function readDporMail(text: string): DporMail | undefined {
  const lines = linesOf(text.slice(0, MAX_TEXT));
  const sentences = lines.replaceAll(/\s+/g, ' ');
  const said = new Set(WORDINGS.filter(({ says }) => says.test(sentences)).map(({ what }) => what));
  const [what, both] = said;
  if (what === undefined || both !== undefined) return undefined;
  const fields = fieldsOf(lines);
  if (fields === undefined) return undefined;
  const values = (field: Field) => fields.filter((one) => one.field === field);
  const value = (field: Field) => onlyOne(values(field).map((one) => one.value));
  return {
    what,
    organization: value('organization') || organizationIn(sentences),
    service: value('service'),
    starts: dateOf(value('starts')),
    ends: dateOf(value('ends')),
    ...forwardedHead(lines, values('sent'), values('head').length),
  };
}

/** Without quotation marks of a forwarded mail and invisible characters; at most one empty line in a row. */
function linesOf(text: string): string {
  return text
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/^[ >]+/gm, '')
    .replaceAll(/\n[ \n]*\n/g, '\n\n');
}

interface FieldValue {
  readonly field: Field;
  readonly label: string;
  /** `''` where it is longer than any. */
  readonly value: string;
}

/**
 * Every field in order, its value being what stands up to the next label, an empty line or the greeting.
 * @returns undefined for more of them than any mail has
 */
function fieldsOf(text: string): readonly FieldValue[] | undefined {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(ALL_LABELS)) {
    if (found.push(match) > MAX_LABELS) return undefined;
  }
  return found.map((match, at) => {
    const group = match.slice(1).findIndex((label) => label !== undefined);
    const from = match.index + match[0].length;
    // one more than fits, so that a longer one is known as such
    const rest = text.slice(from, Math.min(found[at + 1]?.index ?? text.length, from + 2 * MAX_VALUE)).trim();
    const [value = ''] = rest.split(/\n\n|\bSincerely,/, 1);
    // mail programs write bold words between asterisks
    const written = value
      .replaceAll(/\s+/g, ' ')
      .trim()
      .replaceAll(/^\* | \*$/g, '')
      .trim();
    const field = LABELS[group]?.field ?? 'other';
    return { field, label: match[group + 1] ?? '', value: written.length <= MAX_VALUE ? written : '' };
  });
}

/** A field said twice in two ways says nothing: a customer's name could be written to look like fields. */
function onlyOne(values: readonly string[] = []): string {
  const distinct = new Set(values.filter((value) => value !== ''));
  return distinct.size === 1 ? ([...distinct][0] ?? '') : '';
}

/** "We're pleased to inform you that BafaHouse has added you as a subscription advisor". */
function organizationIn(sentences: string): string {
  return (
    /\binform you that ([^.:]{1,100}?) has (?:added|removed) you as /i.exec(sentences)?.[1]?.trim() ?? ''
  );
}

function dateOf(written: string): MailDate {
  return { written: written.slice(0, 40), days: daysOf(written) };
}
