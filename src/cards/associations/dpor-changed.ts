import { isOutdated, type DporNews, type Here } from '../../domain/associations/dpor-news.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, day, listOf, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { sentences } from '../kit/sentences.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import { button, type Button } from './button.ts';
import { changedBy } from './changed-by.ts';
import type { Fact } from './fact.ts';
import { feedsText, noPointsText } from './feeds.ts';
import { customerTitle, productName, productTitle, shortId } from './product.ts';

interface DporChangedData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly what: Text;
  /** That it changed again since; `''` when it did not. */
  readonly since: Text;
  readonly facts: readonly Fact[];
  readonly points: Text;
  readonly next: Text;
  readonly buttons: readonly Button[];
}

const render = cardTemplate<DporChangedData>('dpor-changed');

/**
 * Tells somebody that their location gained or lost a subscription's DPOR, or both ("moved"); by the truth as it is now,
 * so that a late card says what changed since.
 */
export function dporChangedCard(news: DporNews, reader: Reader): AdaptiveCard {
  const { subscription } = news;
  const customer = customerTitle(news.customerName, subscription.customerId, reader);
  const side = sideOf(news);
  const { state, color } = stateOf(news, side, reader);
  const what = WHAT[side](news, reader);
  return render(
    {
      fallbackText: say(reader, 'dpor.changed.fallback', {
        customer,
        what: clean(what.replaceAll(/\*\*|\\/g, ''), 300),
      }),
      head: head(say(reader, 'dpor.changed.kind'), ownNames(news, side), customer, state, color),
      what,
      since: isOutdated(news) ? sinceText(news, reader) : NONE,
      facts: factsOf(news, reader),
      points: pointsText(news, side, reader),
      next: nextText(news, side, reader),
      buttons: buttonsOf(news, side, reader),
    },
    reader,
  );
}

function factsOf({ subscription, change }: DporNews, reader: Reader): readonly Fact[] {
  const { product, subscriptionId, ends } = subscription;
  const who = change.changedBy === null ? undefined : changedBy(change.changedBy);
  return [
    { title: say(reader, 'dpor.fact.product'), value: productName(product) },
    {
      title: say(reader, 'dpor.fact.subscription'),
      value: dotted(
        shortId(subscriptionId, reader),
        ends === null ? NONE : say(reader, 'associations.tie.until', { day: day(ends, reader) }),
      ),
    },
    sinceFact(change, reader),
    ...(who === undefined ? [] : [{ title: say(reader, 'dpor.changed.fact.by'), value: who }]),
  ];
}

/** An import finds a change at its own time; when it was made is not known. */
function sinceFact({ changedAt, source }: DporNews['change'], reader: Reader): Fact {
  const title = say(reader, source === 'import' ? 'dpor.changed.fact.found' : 'dpor.changed.fact.since');
  return { title, value: dateTime(changedAt, reader) };
}

/** `moved`: the person is listed on both sides. */
type Side = 'gained' | 'lost' | 'moved';

function sideOf({ lostAt, gainedAt }: DporNews): Side {
  if (gainedAt === undefined) return 'lost';
  return lostAt.length > 0 ? 'moved' : 'gained';
}

function ownNames({ lostAt, gainedAt }: DporNews, side: Side): string {
  if (side === 'moved') return '';
  const [first, ...others] = side === 'gained' && gainedAt !== undefined ? [gainedAt] : lostAt;
  return others.length > 0 ? '' : (first?.location.name ?? '');
}

const COLORS: { readonly [side in Side]: StateColor } = {
  moved: 'Accent',
  gained: 'Good',
  lost: 'Attention',
};

function stateOf(
  news: DporNews,
  side: Side,
  reader: Reader,
): { readonly state: Text; readonly color: StateColor } {
  return isOutdated(news)
    ? { state: say(reader, 'dpor.changed.state.again'), color: 'Default' }
    : { state: say(reader, `dpor.changed.state.${side}`), color: COLORS[side] };
}

const WHAT: { readonly [side in Side]: (news: DporNews, reader: Reader) => Text } = {
  gained: (news, reader) => {
    const { gained, change, subscription } = news;
    const own = { location: namesOf(here(news), reader), product: bold(productTitle(subscription.product)) };
    const before = change.previousPartnerId;
    if (before === null || before === gained) return say(reader, 'dpor.changed.gained', own);
    const partner = partnerName(news, before);
    return partner === undefined
      ? say(reader, 'dpor.changed.gained-from-other', own)
      : say(reader, 'dpor.changed.gained-from', { ...own, partner });
  },
  lost: (news, reader) => {
    const { gained, lostAt, subscription } = news;
    const product = bold(productTitle(subscription.product));
    const own = { location: namesOf(lostAt, reader), product };
    if (gained === null) {
      return isCsp(subscription)
        ? say(reader, 'dpor.changed.lost-to-csp', { product })
        : say(reader, 'dpor.changed.lost-removed', own);
    }
    const partner = partnerName(news, gained);
    return partner === undefined
      ? say(reader, 'dpor.changed.lost-to-other', own)
      : say(reader, 'dpor.changed.lost-to', { ...own, partner });
  },
  moved: (news, reader) =>
    say(reader, 'dpor.changed.moved', {
      product: bold(productTitle(news.subscription.product)),
      from: namesOf(news.lostAt, reader),
      to: namesOf(here(news), reader),
    }),
};

function here({ gainedAt }: DporNews): readonly Here[] {
  return gainedAt === undefined ? [] : [gainedAt];
}

function namesOf(locations: readonly Here[], reader: Reader): Text {
  return listOf(
    locations.map(({ location }) => bold(location.name)),
    reader,
  );
}

/** @returns undefined for partners of other organisations, and those that are not known: they are not named */
function partnerName({ names }: DporNews, partnerId: PartnerId): Text | undefined {
  const name = names.get(partnerId);
  return name === undefined ? undefined : bold(name);
}

function sinceText(news: DporNews, reader: Reader): Text {
  const { dporPartnerId } = news.subscription;
  if (dporPartnerId === null) return say(reader, 'dpor.changed.since.none');
  const partner = partnerName(news, dporPartnerId);
  return partner === undefined
    ? say(reader, 'dpor.changed.since.other')
    : say(reader, 'dpor.changed.since.holder', { partner });
}

function pointsText({ subscription }: DporNews, side: Side, reader: Reader): Text {
  const feeds = feedsText(subscription.product, 'dpor', reader);
  return feeds === NONE
    ? noPointsText('dpor', reader)
    : say(reader, `dpor.changed.points.${side}`, { feeds });
}

function nextText(news: DporNews, side: Side, reader: Reader): Text {
  const byItself = side === 'lost' && isCsp(news.subscription);
  const next = say(reader, `dpor.changed.next.${byItself ? 'csp' : side}`);
  return side === 'gained' ? sentences(reader, next, say(reader, 'dpor.request.local')) : next;
}

function buttonsOf(
  { subscription, lostAt, gainedAt }: DporNews,
  side: Side,
  reader: Reader,
): readonly Button[] {
  const own = (side === 'lost' ? lostAt : [gainedAt, ...lostAt]).filter((at) => at?.hasRights === true);
  const [at] = own;
  const settings = button(say(reader, 'dpor.button.settings'), 'settings.show', {});
  if (at === undefined) return [settings];
  const { subscriptionId, customerId, dporPartnerId } = subscription;
  const { partnerId } = at.location;
  const isTheirs = dporPartnerId === partnerId;
  return [
    ...(side === 'lost' && !isTheirs && !isCsp(subscription)
      ? [button(say(reader, 'dpor.button.request'), 'dpor.request', { subscriptionId, partnerId })]
      : []),
    ...(isTheirs ? [button(say(reader, 'dpor.button.customer'), 'associations.show', { customerId })] : []),
    button(say(reader, 'dpor.button.history'), 'dpor.history', { subscriptionId }),
    settings,
  ];
}
