import { z } from 'zod';
import type { Tie } from '../../domain/associations/association.ts';
import { CSP_MODELS, CSP_STEPS, CspStep, type CspEnrolment } from '../../domain/associations/csp.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { feedsText, noPointsText } from '../associations/feeds.ts';
import { targetName } from '../associations/target.ts';
import { date, dollars, number, type Reader } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { row, rowsCard, tap, type Row } from '../kit/rows.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';

export interface CspView {
  readonly location: Pick<Location, 'partnerId' | 'name'>;
  readonly enrolment: CspEnrolment;
  readonly mayTick: boolean;
  readonly sold: readonly { readonly customerName: string; readonly tie: Tie }[];
}

const MAX_SOLD = 6;
/** CSP revenue of a direct-bill partner in 12 months, over all of its tenants. Source: slides of about 2023. */
const DIRECT_BILL_DOLLARS = 300_000;
/** The same since. Source: partner.microsoft.com, "Cloud Solution Provider requirements", 2025-10 and 2024-04. */
const LATER = { direct: 1_000_000, reseller: 1_000 } as const;

/** What CSP is, what counts by it without anybody's doing, and how far the location has enrolled. */
export function cspCard(view: CspView, reader: Reader): AdaptiveCard {
  const { location, enrolment, mayTick, sold } = view;
  const done = enrolment.ticks.length;
  const all = CSP_STEPS.length;
  return rowsCard(
    {
      fallbackText: say(reader, 'csp.fallback', { name: plain(location.name) }),
      head: head(
        say(reader, 'csp.kind'),
        '',
        location.name,
        say(reader, 'csp.progress', { done: number(done, reader), all: number(all, reader) }),
        done === all ? 'Good' : 'Default',
      ),
      lines: [say(reader, 'csp.automatic')],
      sections: [
        { title: say(reader, 'csp.sold.title'), rows: soldRows(sold, reader) },
        {
          title: say(reader, 'csp.steps.title'),
          rows: CSP_STEPS.map((step) => stepRow(step, view, reader)),
        },
        {
          title: say(reader, 'csp.models.title'),
          rows: [...CSP_MODELS.map((model) => row(modelText(model, reader))), row(laterText(reader))],
        },
      ],
      small: [...(mayTick ? [] : [say(reader, 'csp.admin-only')]), say(reader, 'csp.source')],
      buttons: [],
    },
    reader,
  );
}

function soldRows(sold: CspView['sold'], reader: Reader): readonly Row[] {
  if (sold.length === 0) return [row(say(reader, 'csp.sold.none'))];
  const more = sold.length - MAX_SOLD;
  return [
    ...sold.slice(0, MAX_SOLD).map(({ customerName, tie }) => {
      const feeds = feedsText(tie.product, 'csp', reader);
      return row(
        say(reader, 'csp.sold.one', { customer: bold(customerName), product: targetName(tie, reader) }),
        { lines: [feeds === NONE ? noPointsText('csp', reader) : say(reader, 'csp.sold.feeds', { feeds })] },
      );
    }),
    ...(more > 0 ? [row(say(reader, 'people.more', { count: more }))] : []),
  ];
}

function stepRow(step: CspStep, { location, enrolment, mayTick }: CspView, reader: Reader): Row {
  const { partnerId } = location;
  const tick = enrolment.ticks.find((one) => one.step === step);
  const to = tick === undefined ? 'done' : 'open';
  const text =
    step === 'partner-id'
      ? say(reader, 'csp.steps.partner-id', { partnerId: plain(partnerId) })
      : say(reader, `csp.steps.${step}`);
  return row(text, {
    lines:
      tick === undefined
        ? []
        : [say(reader, 'csp.ticked', { day: date(tick.at, reader), name: bold(tick.byName) })],
    state: tick === undefined ? NONE : say(reader, 'csp.done'),
    color: 'Good',
    taps: mayTick ? [tap(say(reader, `csp.tick.${to}`), 'csp.tick', { partnerId, step, to })] : [],
  });
}

function modelText(model: (typeof CSP_MODELS)[number], reader: Reader): Text {
  return model === 'direct-bill'
    ? say(reader, 'csp.models.direct-bill', { amount: dollars(DIRECT_BILL_DOLLARS, reader) })
    : say(reader, `csp.models.${model}`);
}

function laterText(reader: Reader): Text {
  return say(reader, 'csp.models.later', {
    direct: dollars(LATER.direct, reader),
    reseller: dollars(LATER.reseller, reader),
  });
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const CspShowPress = z.strictObject({
  verb: z.literal('csp.show'),
  data: z.strictObject({ partnerId: PartnerId }),
});
export const CspTickPress = z.strictObject({
  verb: z.literal('csp.tick'),
  data: z.strictObject({ partnerId: PartnerId, step: CspStep, to: z.enum(['done', 'open']) }),
});
