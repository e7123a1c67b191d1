import { lookedAfterBy } from '../../domain/referrals/desk.ts';
import type { Party } from '../../domain/referrals/parties.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { isMailbox } from '../../domain/shared/email.ts';
import { WORKLOAD_NAMES } from '../kit/labels.ts';
import type { Letter } from '../kit/letter.ts';
import { clean, listed } from '../kit/text.ts';

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
    to: contact !== null && isLinkable(contact.email) ? contact.email : '',
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

/** Some mail programs read a link's percents twice, and then a line break where an address has none. */
function isLinkable(address: string): boolean {
  return isMailbox(address) && !/%[0-9a-f]{2}/i.test(address);
}

function partyLine({ name, workloads, status }: Party): string {
  const who = status === 'ftc' ? 'Microsoft FastTrack Center' : clean(name) || 'a further partner';
  const open = status === 'offered' || status === 'matching' ? ' (to be confirmed)' : '';
  return `${who}: ${workloadsOf(workloads)}${open}`;
}

function workloadsOf(workloads: Party['workloads']): string {
  return listed(workloads.map((id) => WORKLOAD_NAMES[id]));
}
