import { isOutdated, type DporNews, type Here } from '../../domain/associations/dpor-news.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, listed } from '../kit/text.ts';
import { button, type Button } from './button.ts';
import { changedBy } from './changed-by.ts';
import { feedsText, noPointsText } from './feeds.ts';
import { customerTitle, productName, shortId } from './product.ts';

interface DporChangedData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly what: string;
  /** That it changed again since; `''` when it did not. */
  readonly since: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly points: string;
  readonly next: string;
  readonly mute: string;
  readonly buttons: readonly Button[];
}

const render = cardTemplate<DporChangedData>('dpor-changed');

/**
 * Tells somebody that their location gained or lost a subscription's DPOR, or both ("moved"); by the truth as it is now,
 * so that a late card says what changed since.
 */
export function dporChangedCard(news: DporNews, reader: Reader): AdaptiveCard {
  const { subscription, change } = news;
  const customer = customerTitle(news.customerName, subscription.customerId);
  const side = sideOf(news);
  const { state, color } = stateOf(news, side);
  const product = productName(subscription.product);
  const who = change.changedBy === null ? undefined : changedBy(change.changedBy);
  const what = WHAT[side](news, `**${product}**`);
  return render({
    fallbackText: clean(`${customer}: ${what}`.replaceAll(/\*\*|\\/g, ''), 300),
    head: head('Partner of record', ownNames(news, side), customer, state, color),
    what,
    since: isOutdated(news) ? sinceText(news) : '',
    facts: [
      { title: 'Product', value: product },
      {
        title: 'Subscription',
        value: [
          shortId(subscription.subscriptionId),
          ...(subscription.ends === null ? [] : [`until ${day(subscription.ends, reader)}`]),
        ].join(' · '),
      },
      sinceFact(change, reader),
      ...(who === undefined ? [] : [{ title: 'Changed by', value: who }]),
    ],
    points: pointsText(news, side),
    next: nextText(news, side),
    mute: 'Too many of these? In **settings** you choose what you are told of, and when.',
    buttons: buttonsOf(news, side),
  });
}

/** An import finds a change at its own time; when it was made is not known. */
function sinceFact({ changedAt, source }: DporNews['change'], reader: Reader) {
  const title = source === 'import' ? 'Found by an import' : 'Since';
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

function stateOf(news: DporNews, side: Side): { readonly state: string; readonly color: StateColor } {
  if (isOutdated(news)) return { state: 'Changed again', color: 'Default' };
  if (side === 'moved') return { state: 'Moved', color: 'Accent' };
  return side === 'gained'
    ? { state: 'Now you', color: 'Good' }
    : { state: 'No longer you', color: 'Attention' };
}

const WHAT: { readonly [side in Side]: (news: DporNews, product: string) => string } = {
  gained: (news, product) => {
    const added = `You have been added: ${namesOf(here(news))} is the Digital Partner of Record of ${product} now.`;
    const before = news.change.previousPartnerId;
    return before === null || before === news.gained
      ? added
      : `${added} Before, it was ${partnerName(news, before)}.`;
  },
  lost: (news, product) => {
    const own = namesOf(news.lostAt);
    if (news.gained !== null) {
      return `You are no longer the Digital Partner of Record: the customer moved ${product} from ${own} to ${partnerName(news, news.gained)}.`;
    }
    return isCsp(news.subscription)
      ? `You are no longer the Digital Partner of Record: ${product} is sold through CSP now, and such subscriptions have none.`
      : `You are no longer the Digital Partner of Record: the customer removed ${own} from ${product}, which has none now.`;
  },
  moved: (news, product) =>
    `The customer moved the Digital Partner of Record of ${product} from ${namesOf(news.lostAt)} to ${namesOf(here(news))}. You are listed at both.`,
};

function here({ gainedAt }: DporNews): readonly Here[] {
  return gainedAt === undefined ? [] : [gainedAt];
}

function namesOf(locations: readonly Here[]): string {
  return listed(locations.map(({ location }) => bold(location.name)));
}

/** Partners of other organisations, and those that are not known, are not named. */
function partnerName({ names }: DporNews, partnerId: PartnerId): string {
  const name = names.get(partnerId);
  return name === undefined ? 'another partner' : bold(name);
}

function sinceText(news: DporNews): string {
  const { subscription, names } = news;
  const { dporPartnerId } = subscription;
  if (dporPartnerId === null) return 'It changed again since: the subscription has none now.';
  const name = names.get(dporPartnerId);
  return `It changed again since: ${name === undefined ? 'another partner' : bold(name)} holds it now.`;
}

function pointsText({ subscription }: DporNews, side: Side): string {
  const feeds = feedsText(subscription.product, 'dpor');
  if (feeds === '') return noPointsText('dpor');
  if (side === 'moved') return `The points go with it: ${feeds}.`;
  return side === 'gained'
    ? `It can bring you points for ${feeds}.`
    : `It no longer brings you points for ${feeds}.`;
}

function nextText(news: DporNews, side: Side): string {
  if (side === 'gained')
    return 'Get in touch with the customer: they expect your help with this subscription, and FastTrack turns to you first.';
  if (side === 'moved') return 'Agree between the two locations who looks after the customer.';
  return isCsp(news.subscription)
    ? 'Its credit goes to the CSP partner by itself; there is nothing to claim.'
    : 'Only the customer can change it back: an owner or administrator there. Ask them if this was meant.';
}

function buttonsOf({ subscription, lostAt, gainedAt }: DporNews, side: Side): readonly Button[] {
  const own = (side === 'lost' ? lostAt : [gainedAt, ...lostAt]).filter((at) => at?.hasRights === true);
  const [at] = own;
  const settings = button('Settings', 'settings.show', {});
  if (at === undefined) return [settings];
  const { subscriptionId, customerId, dporPartnerId } = subscription;
  const { partnerId } = at.location;
  const isTheirs = dporPartnerId === partnerId;
  return [
    ...(side === 'lost' && !isTheirs && !isCsp(subscription)
      ? [button('Request DPOR', 'dpor.request', { subscriptionId, partnerId })]
      : []),
    ...(isTheirs ? [button('See customer', 'associations.show', { customerId })] : []),
    button('See history', 'dpor.history', { subscriptionId }),
    settings,
  ];
}
