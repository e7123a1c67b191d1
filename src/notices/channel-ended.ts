import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { channelEndedCard } from '../cards/referrals/channel.ts';
import type { Person } from '../domain/memberships/person.ts';
import { isProgramAdmin } from '../domain/memberships/rights.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import { namesOf } from '../domain/referrals/names.ts';
import type { Context } from '../usecases/context.ts';
import { rosterRightsAt } from '../usecases/memberships/rights.ts';

/** A channel that gets offers no longer, for who is a program admin of the location now. */
export async function channelEndedNotice(
  { documents }: Context,
  { partnerId, referralKind, setBy }: Extract<NoticeSubject, { kind: 'channel-ended' }>,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const held = await rosterRightsAt(documents, person, partnerId, reader.now);
  if (held === undefined || !isProgramAdmin(held.rights)) return undefined;
  return channelEndedCard(referralKind, held.rights.location, namesOf(held.roster).get(setBy) ?? '', reader);
}
