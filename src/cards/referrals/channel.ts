import type { Location } from '../../domain/referrals/location.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { listOf, number, type Reader } from '../kit/format.ts';
import { somebody } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';

/** What a channel is told once offers of a location come there. */
export function channelSetCard(
  kind: ReferralKind,
  location: Pick<Location, 'name'>,
  reader: Reader,
): AdaptiveCard {
  return inChannel(
    {
      subject: say(reader, 'referrals.channel.set', { kind }),
      lines: [
        say(reader, 'referrals.channel.set-how', { kind, location: bold(location.name) }),
        say(reader, 'referrals.channel.set-who'),
      ],
      small: say(reader, 'referrals.channel.set-end'),
    },
    reader,
  );
}

/** Asks which of several locations is meant; nothing is set yet. */
export function channelChooseCard(
  kind: ReferralKind,
  locations: readonly Pick<Location, 'name' | 'partnerId'>[],
  reader: Reader,
): AdaptiveCard {
  const choices = locations.map(({ name, partnerId }, index) =>
    say(reader, 'referrals.channel.choice', {
      number: number(index + 1, reader),
      name: plain(name),
      partnerId: plain(partnerId),
    }),
  );
  return inChannel(
    {
      subject: say(reader, 'referrals.channel.which'),
      lines: [asText(choices.join('\n\n'))],
      small: say(reader, `referrals.channel.choose-${kind}`),
    },
    reader,
  );
}

export function channelStoppedCard(
  stopped: readonly { readonly location: Pick<Location, 'name'>; readonly kind: ReferralKind }[],
  reader: Reader,
): AdaptiveCard {
  if (stopped.length === 0) {
    const lines = [say(reader, 'referrals.channel.nothing-why')];
    return inChannel({ subject: say(reader, 'referrals.channel.nothing'), lines }, reader);
  }
  const what = stopped.map(({ location, kind }) =>
    say(reader, 'referrals.channel.stopped-one', { kind, location: plain(location.name) }),
  );
  return inChannel(
    {
      subject: say(reader, 'referrals.channel.stopped'),
      lines: [say(reader, 'referrals.channel.stopped-what', { referrals: listOf(what, reader) })],
    },
    reader,
  );
}

/**
 * Tells the program admins of a location that a channel gets its offers no longer.
 *
 * @param name of who set it, as the roster has them; `''`: they are on it no longer
 */
export function channelEndedCard(
  kind: ReferralKind,
  location: Pick<Location, 'name'>,
  name: string,
  reader: Reader,
): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'referrals.kind'),
      whose: location.name,
      subject: say(reader, 'referrals.channel.ended', { kind }),
      state: say(reader, 'referrals.channel.ended-state'),
      stateColor: 'Attention',
      lines: [
        say(reader, 'referrals.channel.ended-why', { name: bold(name) || somebody(reader) }),
        say(reader, 'referrals.channel.ended-again', { kind }),
      ],
    },
    reader,
  );
}

/** The same for everybody who may not, whatever exists. */
export function channelRefusedCard(reader: Reader): AdaptiveCard {
  return inChannel(
    {
      subject: say(reader, 'referrals.channel.refused'),
      lines: [say(reader, 'referrals.channel.refused-why')],
    },
    reader,
  );
}

export function channelWhichKindCard(reader: Reader): AdaptiveCard {
  return inChannel(
    {
      subject: say(reader, 'referrals.channel.which-kind'),
      lines: [say(reader, 'referrals.channel.which-kind-how')],
    },
    reader,
  );
}

function inChannel(
  told: { readonly subject: Text; readonly lines: readonly Text[]; readonly small?: Text },
  reader: Reader,
): AdaptiveCard {
  return messageCard({ kind: say(reader, 'referrals.channel.kind'), ...told }, reader);
}
