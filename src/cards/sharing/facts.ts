import type { CustomerView } from '../../domain/associations/customer-view.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Offer } from '../../domain/referrals/referral.ts';
import { ownLink, type Links } from '../../domain/sharing/links.ts';
import type { Thing } from '../../domain/sharing/thing.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dateTime, listOf, type Reader } from '../kit/format.ts';
import { ASSOCIATION_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import { linkTo, plain } from '../kit/text.ts';
import { targetName } from '../claims/target-name.ts';
import type { SharedFact } from './shared.ts';

/** What whoever has a right reads of a claim besides its name and state. */
export function claimFacts({ claim, partnerName, product }: ClaimView, reader: Reader): SharedFact[] {
  return [
    { title: say(reader, 'claims.fact.claim'), value: plain(claim.claimId) },
    { title: say(reader, 'claims.fact.target'), value: targetName(claim.target, reader, product) },
    ...locationFact([partnerName], reader),
    ...(claim.dueAt === null ? [] : [answerBy(claim.dueAt, reader)]),
  ];
}

/** The same of an offer: never its contact, which only the referral's own card shows. */
export function offerFacts(
  { workloads, respondBy, status }: Pick<Offer, 'workloads' | 'respondBy' | 'status'>,
  location: Pick<Location, 'name'>,
  reader: Reader,
): SharedFact[] {
  return [
    {
      title: say(reader, 'referrals.fact.workloads'),
      value: listOf(
        workloads.map((id) => WORKLOAD_NAMES[id]),
        reader,
      ),
    },
    ...locationFact([location.name], reader),
    ...(status === 'offered' && respondBy !== null ? [answerBy(respondBy, reader)] : []),
  ];
}

/** The same of a customer: by what the reader's locations are tied to it. */
export function customerFacts({ at }: CustomerView, reader: Reader): SharedFact[] {
  const ties = at.flatMap((location) => location.ties.map(({ tie }) => ASSOCIATION_NAMES[tie.association]));
  return [
    ...(ties.length === 0
      ? []
      : [{ title: say(reader, 'sharing.fact.associations'), value: listOf([...new Set(ties)], reader) }]),
    ...locationFact(
      at.map(({ location }) => location.name),
      reader,
    ),
  ];
}

/** Porter's own link, for those who may follow it. */
export function linkFact(thing: Thing, links: Links, reader: Reader): SharedFact[] {
  const url = ownLink(links, thing);
  return url === undefined
    ? []
    : [{ title: say(reader, 'sharing.fact.link'), value: linkTo(url, new URL(url).host) }];
}

function locationFact(names: readonly string[], reader: Reader): SharedFact[] {
  const known: Text[] = names.filter((name) => name !== '').map((name) => plain(name, 100));
  return known.length === 0
    ? []
    : [{ title: say(reader, 'sharing.fact.location'), value: listOf(known, reader) }];
}

function answerBy(when: Date, reader: Reader): SharedFact {
  return { title: say(reader, 'referrals.fact.answer-by'), value: dateTime(when, reader) };
}
