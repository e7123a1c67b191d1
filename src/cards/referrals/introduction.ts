import { lookedAfterBy } from '../../domain/referrals/desk.ts';
import type { Party } from '../../domain/referrals/parties.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { WORKLOAD_NAMES } from '../kit/labels.ts';
import { clean, listed } from '../kit/text.ts';

/** A letter to the customer, as plain text: nothing in it is Markdown. */
export interface Letter {
  /** The customer's address; `''` when none was given. */
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** What mail clients and Teams take as a link without cutting it. */
const MOST_LINK = 1_900;

/** An address that a link and a header can carry as it is. */
const ADDRESS = /^[^\s@<>()[\],;:\\"?&%]{1,64}@[^\s@<>()[\],;:\\"?&%]{1,255}$/u;

/**
 * The one letter that introduces everybody who takes part to the customer, each with its workloads.
 *
 * @param parties the others of a split; those who have not answered yet are named as such
 */
export function introduction(
  referral: Referral,
  part: Part,
  offer: Offer,
  location: { readonly name: string },
  parties: readonly Party[],
): Letter {
  const { contact, name } = referral.customer;
  const us = clean(location.name);
  const sender = clean(lookedAfterBy(offer)?.name ?? '');
  const benefit = referral.kind === 'benefit';
  const own = `${us}: ${workloadsOf(part.workloads)}`;
  const asked = parties.length === 0 ? workloadsOf(part.workloads) : 'your Microsoft 365 services';
  return {
    to: contact !== null && ADDRESS.test(contact.email) ? contact.email : '',
    toName: clean(contact?.name ?? ''),
    subject: clean(`${name}: your Microsoft referral for ${asked}`, 150),
    paragraphs: [
      contact === null || contact.name === '' ? 'Hello,' : `Dear ${clean(contact.name)},`,
      `Microsoft has referred ${clean(name)} to us${parties.length === 0 ? ` for ${workloadsOf(part.workloads)}` : ''}. My name is ${sender === '' ? '…' : sender}, and I look after you at ${us}.`,
      ...(parties.length === 0
        ? []
        : [
            'These parties work with you, each on its own workloads:',
            ...[own, ...parties.map(partyLine)].map((line) => `- ${line}`),
          ]),
      ...(benefit
        ? [
            'The FastTrack Benefit covers guidance to enable your services; your own people make the changes. Whatever you want beyond that, we offer for a fee under a statement of work.',
          ]
        : ['Before any work begins, we agree with you what it covers and what it costs.']),
      'When would a first call of half an hour suit you?',
      ['Kind regards,', sender, us].filter((line) => line !== '').join('\n'),
    ],
  };
}

/** The letter's body: paragraphs apart, the lines of a list together. */
export function letterText({ paragraphs }: Pick<Letter, 'paragraphs'>): string {
  return paragraphs
    .map((line, index) => {
      if (index === 0) return line;
      return `${line.startsWith('- ') && paragraphs[index - 1]?.startsWith('- ') ? '\n' : '\n\n'}${line}`;
    })
    .join('');
}

/**
 * The letter as a link that opens a mail program; `''` without an address. One that is too long for a link leaves its
 * last paragraphs out, and at last all of them.
 */
export function mailtoOf(letter: Letter): string {
  if (letter.to === '') return '';
  const start = `mailto:${encodeURIComponent(letter.to).replace('%40', '@')}?subject=${encodeURIComponent(wellFormed(letter.subject))}`;
  for (let kept = letter.paragraphs.length; kept > 0; kept--) {
    const body = letterText({ paragraphs: letter.paragraphs.slice(0, kept) });
    const link = `${start}&body=${encodeURIComponent(wellFormed(body).replaceAll('\n', '\r\n'))}`;
    if (link.length <= MOST_LINK) return link;
  }
  return start.length <= MOST_LINK ? start : '';
}

function partyLine({ name, workloads, status }: Party): string {
  const who = status === 'ftc' ? 'Microsoft FastTrack Center' : clean(name) || 'a further partner';
  const open = status === 'offered' || status === 'matching' ? ' (to be confirmed)' : '';
  return `${who}: ${workloadsOf(workloads)}${open}`;
}

function workloadsOf(workloads: Party['workloads']): string {
  return listed(workloads.map((id) => WORKLOAD_NAMES[id]));
}

/** Half a surrogate pair cannot be encoded in a link. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
