import { isByMail, type LastOffer, type Listed, type Reach } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { date, dateTime, type Reader } from '../kit/format.ts';
import { bold, plain } from '../kit/text.ts';
import { kindsAt, named, type ProfileShown, type Section } from './profile-shown.ts';

/** Of lists that have no end, what fits a card. */
const MAX_ADDRESSES = 10;

/** Whom offers reach: by kind of referral, and of the last one offered. */
export function offerSections(shown: ProfileShown, reader: Reader): Section[] {
  const { lists, reach, rights, mails } = shown;
  return [
    ...kindsAt(rights).map((kind) => ({
      title: say(reader, `referrals.profile.list.${kind}`),
      lines: [...listLines(lists[kind], mails, reader), ...channelLines(reach.channels[kind], reader)],
    })),
    { title: say(reader, 'referrals.profile.last'), lines: lastLines(reach.last, shown, reader) },
  ];
}

function listLines(
  { addresses, told }: ProfileShown['lists'][ReferralKind],
  mails: boolean,
  reader: Reader,
): Text[] {
  const lines = addresses.slice(0, MAX_ADDRESSES).map((listed) => addressLine(listed, mails, reader));
  const count = addresses.length - lines.length;
  if (count > 0) lines.push(say(reader, 'referrals.profile.more-addresses', { count }));
  if (addresses.some(({ reachable }) => reachable === 'reached' || reachable === 'cut-off')) return lines;
  return [...lines, whoInstead(addresses.length === 0 ? 'not-set' : 'reaches-nobody', told, reader)];
}

function addressLine(listed: Listed, mails: boolean, reader: Reader): Text {
  const { address: typed, name, reachable } = listed;
  const address =
    name === ''
      ? plain(typed)
      : say(reader, 'referrals.profile.address', { name: plain(name), address: plain(typed) });
  return mails && isByMail(listed)
    ? say(reader, 'referrals.profile.address.mailed', { address })
    : say(reader, `referrals.profile.address.${reachable}`, { address });
}

/** Who is told where a list reaches nobody. */
function whoInstead(why: 'not-set' | 'reaches-nobody', told: readonly string[], reader: Reader): Text {
  if (told.length === 0) return say(reader, `referrals.profile.${why}-nobody`);
  const names = told.map((name) => plain(name));
  return say(reader, `referrals.profile.${why}`, { names: named(names, reader) });
}

function channelLines(set: Reach['channels'][ReferralKind], reader: Reader): Text[] {
  if (set === null) return [];
  return [say(reader, 'referrals.profile.channel', { name: bold(set.name), day: date(set.at, reader) })];
}

function lastLines(last: LastOffer | null, { names, rights }: ProfileShown, reader: Reader): Text[] {
  if (last === null) return [say(reader, 'referrals.profile.last-none')];
  const isMine = last.kind === 'standard' || rights.programs.includes('FRP');
  const when = dateTime(last.offeredAt, reader);
  return [
    isMine
      ? say(reader, 'referrals.profile.last-offered', { customer: plain(last.customerName), when })
      : say(reader, 'referrals.profile.last-benefit', { when }),
    ...last.told
      .slice(0, MAX_ADDRESSES)
      .map(({ personId, state, at }) =>
        deliveryOf(
          plain(names.get(personId) ?? '') || say(reader, 'referrals.profile.last-elsewhere'),
          state,
          at,
          reader,
        ),
      ),
    ...(last.told.length === 0 ? [say(reader, 'referrals.profile.last-nobody')] : []),
  ];
}

function deliveryOf(
  name: Text,
  state: LastOffer['told'][number]['state'],
  at: Date | null,
  reader: Reader,
): Text {
  if (state === 'sent' && at !== null) {
    return say(reader, 'referrals.profile.last.sent-at', { name, when: dateTime(at, reader) });
  }
  return say(reader, `referrals.profile.last.${state === 'pending' ? 'sending' : state}`, { name });
}
