import { localeOfCountry } from '../../domain/referrals/offer-mail.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Offer, Referral } from '../../domain/referrals/referral.ts';
import { chatLink, type Links } from '../../domain/sharing/links.ts';
import { isRightToLeft, languageOf } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { clean } from '../kit/text.ts';
import { customerFact, workloadsText, type Fact } from './offer-text.ts';

/** An offer, and the location that it was made to. */
export interface MailedOffer {
  readonly referral: Referral;
  readonly offer: Offer;
  readonly location: Location;
  readonly now: Date;
}

/** A mail's words: lines of text, and the same as a page. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47. */
  readonly language: string;
}

const SUPPORT = asText('https://aka.ms/PXPartnerSupport');

/**
 * Words the mail to a listed address that Teams does not reach, in the language of the location's country where Porter has
 * it. Its reader is nobody that Porter knows, so it says no more than whose referral it is, what for, and where to answer:
 * never who the customer's contact is, and no notes.
 *
 * @param links without an app id there is no link, only what to type
 */
export function offerMail(mailed: MailedOffer, links: Pick<Links, 'appId'>): MailWords {
  const { referral, location, now } = mailed;
  const reader = { locale: localeOfCountry(location.country), timeZone: 'UTC', now };
  const language = languageOf(reader.locale);
  const values = { customer: clean(referral.customer.name, 200), location: clean(location.name, 200) };
  const subject = say(reader, `referral-mail.subject.${referral.kind}`, values);
  const said = asText(`referral ${referral.referralId}`);
  const link = chatLink(links, said);
  const before = [
    say(reader, 'referral-mail.hello'),
    say(reader, 'referral-mail.offered', { ...values, partnerId: clean(location.partnerId) }),
  ];
  const facts = factsOf(mailed, reader);
  const after = [
    say(reader, 'referral-mail.answer', { location: values.location }),
    say(reader, 'referral-mail.type', { words: said }),
  ];
  const small = [
    say(reader, 'referral-mail.why', { location: values.location }),
    say(reader, 'referral-mail.wrong', { support: SUPPORT }),
    say(reader, 'referral-mail.not-read'),
  ];
  const open = say(reader, 'referral-mail.open');
  return {
    subject,
    language,
    text: [
      ...before,
      facts.map(({ title, value }) => `${title}: ${value}`).join('\n'),
      ...after,
      ...(link === undefined ? [] : [`${open}: ${link}`]),
      small.join('\n'),
    ].join('\n\n'),
    html: page({ before, facts, after, small, open, link, language, subject }),
  };
}

function factsOf({ referral, offer }: MailedOffer, reader: Reader): Fact[] {
  const { respondBy } = offer;
  return [
    customerFact(referral, reader),
    { title: say(reader, 'referrals.fact.workloads'), value: workloadsText(offer.workloads, reader) },
    ...(respondBy === null
      ? []
      : [{ title: say(reader, 'referrals.fact.answer-by'), value: dateTime(respondBy, reader) }]),
  ];
}

interface PageParts {
  readonly before: readonly Text[];
  readonly facts: readonly Fact[];
  readonly after: readonly Text[];
  readonly small: readonly Text[];
  readonly open: Text;
  readonly link: string | undefined;
  readonly language: string;
  readonly subject: Text;
}

/** Without pictures, scripts or anything that is fetched. */
function page({ before, facts, after, small, open, link, language, subject }: PageParts): string {
  const isRtl = isRightToLeft(language);
  const apart = isRtl ? '2px 0 2px 16px' : '2px 16px 2px 0';
  const rows = facts.map(
    ({ title, value }) =>
      `<tr><th align="start" valign="top" style="padding:${apart};font-weight:600;text-align:start">${escaped(title)}</th><td style="padding:2px 0">${escaped(value)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="${language}" dir="${isRtl ? 'rtl' : 'ltr'}">`,
    `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family:\'Segoe UI\',Arial,sans-serif;font-size:15px;line-height:1.5;color:#242424">',
    ...before.map((line) => `<p>${escaped(line)}</p>`),
    `<table role="presentation" cellspacing="0" cellpadding="0">${rows.join('')}</table>`,
    ...after.map((line) => `<p>${escaped(line)}</p>`),
    ...(link === undefined ? [] : [`<p><a href="${escaped(link)}">${escaped(open)}</a></p>`]),
    `<p style="font-size:13px;color:#616161">${small.map(escaped).join('<br>')}</p>`,
    '</body></html>',
  ].join('\n');
}

const ENTITIES: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}
