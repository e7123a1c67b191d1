import { z } from 'zod';
import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Gap } from '../../domain/portfolio/gaps.ts';
import type { UsageTrend } from '../../domain/portfolio/usage.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { customerTitle } from '../associations/product.ts';
import type { ActionData } from '../kit/action.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { certificateText, gapText, mendOf, usageText, type CertificateShown } from './lines.ts';

interface PortfolioData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly empty: Text;
  readonly customers: readonly {
    readonly name: Text;
    readonly usage: readonly Text[];
    readonly gaps: readonly {
      readonly text: Text;
      readonly title: Text;
      readonly verb: string;
      readonly data: ActionData;
      /** What a client without Universal Actions sends. */
      readonly submit: ActionData;
    }[];
  }[];
  readonly certificates: readonly Text[];
  readonly partnerId: PartnerId;
  readonly after: string;
  readonly isFirst: boolean;
}

/** A page of customers, with what each uses and what is left on the table. */
export interface PortfolioShown {
  readonly location: Pick<Location, 'partnerId' | 'name'>;
  readonly entries: readonly {
    readonly customer: CustomerAssociations;
    readonly trends: readonly UsageTrend[];
    readonly gaps: readonly Gap[];
  }[];
  readonly certificates: readonly CertificateShown[];
  readonly isFirst: boolean;
  readonly next: string | undefined;
}

/** Lines of one customer that a card has room for. */
const MAX_LINES = 6;

const render = cardTemplate<PortfolioData>('portfolio');

/** What the customers of a location use, and what is left on the table there; a tap on a line mends it. */
export function portfolioCard(shown: PortfolioShown, reader: Reader): AdaptiveCard {
  const { location, entries, certificates, isFirst, next } = shown;
  const { partnerId } = location;
  return render(
    {
      fallbackText: say(reader, 'portfolio.fallback', { name: plain(location.name) }),
      head: head(say(reader, 'portfolio.kind'), '', location.name),
      empty: entries.length > 0 ? NONE : say(reader, isFirst ? 'portfolio.empty' : 'portfolio.end'),
      customers: entries.map(({ customer, trends, gaps }) => ({
        name: plain(customerTitle(customer.customerName, customer.customerId, reader), 100),
        usage:
          trends.length === 0
            ? [say(reader, 'portfolio.no-usage')]
            : trends.slice(0, MAX_LINES).map((trend) => usageText(trend, customer.ties, reader)),
        gaps: gaps.slice(0, MAX_LINES).map((gap) => {
          const text = gapText(gap, reader);
          const { verb, data } = mendOf(gap, partnerId, customer.customerId);
          const submit = { ...data, verb };
          return { text, title: say(reader, 'portfolio.left'), verb, data, submit };
        }),
      })),
      certificates: certificates.slice(0, MAX_LINES).map((one) => certificateText(one, reader)),
      partnerId,
      after: next ?? '',
      isFirst,
    },
    reader,
  );
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const PortfolioShowPress = z.strictObject({
  verb: z.literal('portfolio.show'),
  data: z.strictObject({ partnerId: PartnerId, after: z.string().max(4_000).optional() }),
});
