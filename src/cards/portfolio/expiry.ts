import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerId, GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { DelegationKind } from '../../domain/portfolio/delegations.ts';
import { say } from '../../words/say.ts';
import { messageCard } from '../chat/message.ts';
import { customerTitle } from '../associations/product.ts';
import { day, relativeDay, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { delegationText } from './lines.ts';

/** Certificates on one card. */
const MAX_NAMED = 5;

/** A delegation of a customer that ends soon. */
export function delegationEndsCard(
  of: {
    readonly location: Pick<Location, 'name'>;
    readonly partnerId: PartnerId;
    readonly customerId: CustomerId;
    readonly customerName: string;
    readonly delegation: DelegationKind;
    readonly expires: Day;
  },
  reader: Reader,
): AdaptiveCard {
  const { partnerId, customerId, expires } = of;
  const ends = { day: day(expires, reader), when: relativeDay(expires, reader) };
  const kind = delegationText(of.delegation, reader);
  return messageCard(
    {
      kind: say(reader, 'delegations.kind'),
      whose: of.location.name,
      subject: customerTitle(of.customerName, customerId, reader),
      state: say(reader, 'delegations.ends.state'),
      stateColor: 'Attention',
      lines: [
        say(reader, 'portfolio.gap.delegation-ends', { kind, ...ends }),
        say(reader, 'delegations.ends.next'),
        say(reader, 'delegations.feeds'),
      ],
      small: say(reader, 'dpor.renewal.settings'),
      buttons: [
        {
          title: say(reader, 'delegations.ask'),
          verb: 'delegation.guide',
          data: { partnerId, customerId },
        },
        { title: say(reader, 'dpor.button.customer'), verb: 'associations.show', data: { customerId } },
        { title: say(reader, 'dpor.button.settings'), verb: 'settings.show', data: {} },
      ],
    },
    reader,
  );
}

/** Certificates of an account that end on one day. */
export function certificatesEndCard(
  of: {
    readonly account: { readonly globalId: GlobalId; readonly name: string };
    readonly expires: Day;
    readonly ending: readonly { readonly name: string; readonly certification: string }[];
  },
  reader: Reader,
): AdaptiveCard {
  const { account, expires, ending } = of;
  const more = ending.length - MAX_NAMED;
  return messageCard(
    {
      kind: say(reader, 'people.kind'),
      subject: account.name,
      state: say(reader, 'delegations.ends.state'),
      stateColor: 'Attention',
      lines: [
        say(reader, 'people.ends.on', {
          count: ending.length,
          day: day(expires, reader),
          when: relativeDay(expires, reader),
        }),
        ...ending.slice(0, MAX_NAMED).map(({ name, certification }) =>
          say(reader, 'people.ends.one', {
            name: plain(name, 80),
            certification: plain(certification, 120),
          }),
        ),
        ...(more > 0 ? [say(reader, 'people.more', { count: more })] : []),
        say(reader, 'people.ends.next'),
      ],
      small: say(reader, 'dpor.renewal.settings'),
      buttons: [
        {
          title: say(reader, 'left.act.certificates'),
          verb: 'certificates.show',
          data: { globalId: account.globalId },
        },
        { title: say(reader, 'dpor.button.settings'), verb: 'settings.show', data: {} },
      ],
    },
    reader,
  );
}
