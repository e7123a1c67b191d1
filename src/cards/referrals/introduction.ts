import { lookedAfterBy } from '../../domain/referrals/desk.ts';
import { sentences } from '../kit/sentences.ts';
import type { Party } from '../../domain/referrals/parties.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { isMailbox } from '../../domain/shared/email.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import type { Letter } from '../kit/letter.ts';
import { clean } from '../kit/text.ts';
import { workloadsText } from './offer-text.ts';

/**
 * The one letter that introduces everybody who takes part to the customer, each with its workloads, in the customer's
 * language.
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
  const { contact, name, language } = referral.customer;
  const customer = { locale: language };
  const partner = clean(location.name);
  const sender = clean(lookedAfterBy(offer)?.name ?? '');
  const toName = clean(contact?.name ?? '');
  const own = { name: clean(name), workloads: workloadsText(part.workloads, customer) };
  const isShared = parties.length > 0;
  return {
    to: contact !== null && isLinkable(contact.email) ? contact.email : '',
    toName,
    subject: clean(subjectOf(own, isShared, customer), 150),
    paragraphs: [
      toName === ''
        ? say(customer, 'referral-letter.hello')
        : say(customer, 'referral-letter.dear', { name: toName }),
      sentences(
        customer,
        isShared
          ? say(customer, 'referral-letter.referred-shared', { customer: own.name })
          : say(customer, 'referral-letter.referred', { customer: own.name, workloads: own.workloads }),
        say(customer, 'referral-letter.sender', { name: sender || clean('…'), partner }),
      ),
      ...(isShared ? partyLines(partner, own.workloads, parties, customer) : []),
      say(customer, `referral-letter.${referral.kind}`),
      say(customer, 'referral-letter.call'),
      asText(
        [say(customer, 'referral-letter.regards'), sender, partner].filter((line) => line !== '').join('\n'),
      ),
    ],
  };
}

function subjectOf(
  { name, workloads }: { readonly name: Text; readonly workloads: Text },
  isShared: boolean,
  customer: Reads,
): Text {
  return isShared
    ? say(customer, 'referral-letter.subject-shared', { customer: name })
    : say(customer, 'referral-letter.subject', { customer: name, workloads });
}

function partyLines(
  partner: Text,
  workloads: Text,
  parties: readonly Party[],
  customer: Reads,
): readonly Text[] {
  const own = say(customer, 'referral-letter.party', { name: partner, workloads });
  return [
    say(customer, 'referral-letter.parties'),
    ...[own, ...parties.map((party) => partyLine(party, customer))].map((line) => asText(`- ${line}`)),
  ];
}

function partyLine({ name, workloads, status }: Party, customer: Reads): Text {
  const isOpen = status === 'offered' || status === 'matching';
  const who =
    status === 'ftc'
      ? say(customer, 'referral-letter.fasttrack')
      : clean(name) || say(customer, 'referral-letter.party-unknown');
  return say(customer, isOpen ? 'referral-letter.party-open' : 'referral-letter.party', {
    name: who,
    workloads: workloadsText(workloads, customer),
  });
}

/** Some mail programs read a link's percents twice, and then a line break where an address has none. */
function isLinkable(address: string): boolean {
  return isMailbox(address) && !/%[0-9a-f]{2}/i.test(address);
}
