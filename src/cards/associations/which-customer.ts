import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { dotted } from '../kit/dotted.ts';
import type { Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { customerTitle } from './product.ts';

/** One that may be meant. */
export interface CustomerChoice {
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
  readonly customerName: string;
  /** Of the location; `''` where there is one only. */
  readonly locationName: string;
}

/** Beside the way to all of them; a card has six buttons. */
const MAX_CUSTOMERS = 5;
const MAX_CHARACTERS = 40;
const GUIDES = {
  pal: { verb: 'pal.guide', kind: 'pal.kind', which: 'pal.which' },
  delegations: { verb: 'delegation.guide', kind: 'delegations.kind', which: 'delegations.which' },
} as const;
export type Guide = keyof typeof GUIDES;

/** At which customer, for who asked how something is done there and named none, or several. */
export function whichCustomerCard(
  guide: Guide,
  customers: readonly CustomerChoice[],
  reader: Reader,
): AdaptiveCard {
  const { verb, kind, which } = GUIDES[guide];
  return messageCard(
    {
      kind: say(reader, kind),
      subject: say(reader, which),
      lines: [],
      buttons: [
        ...customers.slice(0, MAX_CUSTOMERS).map(({ partnerId, customerId, customerName, locationName }) => ({
          title: dotted(
            clean(customerTitle(customerName, customerId, reader), MAX_CHARACTERS),
            locationName === '' ? NONE : clean(locationName, MAX_CHARACTERS),
          ),
          verb,
          data: { partnerId, customerId },
        })),
        { title: say(reader, 'associations.list.kind'), verb: 'associations.list', data: {} },
      ],
    },
    reader,
  );
}
