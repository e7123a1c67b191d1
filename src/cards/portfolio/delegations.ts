import { z } from 'zod';
import type { Delegation } from '../../domain/portfolio/delegations.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { customerTitle } from '../associations/product.ts';
import { dotted } from '../kit/dotted.ts';
import { day, relativeDay, type Reader } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { numbered, row, rowsCard, tap } from '../kit/rows.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import { delegationText } from './lines.ts';

const STEPS = ['open', 'name', 'roles', 'extend', 'send', 'approve'] as const;

/**
 * What a customer delegated to a location and until when, that it feeds no points, and how to ask for more.
 *
 * Source: Microsoft Learn, `gdap-obtain-admin-permissions-to-manage-customer`, 2023-10.
 */
export function delegationsCard(
  view: {
    readonly location: Pick<Location, 'name'>;
    readonly customerId: CustomerId;
    readonly customerName: string;
    readonly delegations: readonly Delegation[];
  },
  reader: Reader,
): AdaptiveCard {
  const { location, customerId, delegations } = view;
  const name = customerTitle(view.customerName, customerId, reader);
  return rowsCard(
    {
      fallbackText: say(reader, 'delegations.fallback', { customer: clean(name) }),
      head: head(say(reader, 'delegations.kind'), location.name, name),
      lines: [
        ...(delegations.length === 0 ? [say(reader, 'delegations.none')] : []),
        say(reader, 'delegations.feeds'),
      ],
      sections: [
        { title: NONE, rows: delegations.map((one) => delegationRow(one, reader)) },
        {
          title: say(reader, 'delegations.steps.title'),
          rows: numbered(
            STEPS.map((step) => say(reader, `delegations.steps.${step}`)),
            reader,
          ),
        },
      ],
      small: [say(reader, 'delegations.dap'), say(reader, 'delegations.transacting')],
      buttons: [tap(say(reader, 'dpor.button.customer'), 'associations.show', { customerId })],
    },
    reader,
  );
}

function delegationRow(one: Delegation, reader: Reader) {
  return row(bold(delegationText(one.kind, reader)), { lines: [spanText(one, reader)] });
}

/** "Since 2 Jan 2026 · until 2 Jan 2028, in 90 days". */
export function spanText({ since, expires }: Delegation, reader: Reader): Text {
  return dotted(
    since === null ? NONE : say(reader, 'delegations.since', { day: day(since, reader) }),
    expires === null
      ? say(reader, 'delegations.endless')
      : say(reader, 'delegations.until', {
          day: day(expires, reader),
          when: relativeDay(expires, reader),
        }),
  );
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const DelegationGuidePress = z.strictObject({
  verb: z.literal('delegation.guide'),
  data: z.strictObject({ partnerId: PartnerId, customerId: CustomerId }),
});
