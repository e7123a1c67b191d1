import { helpCard, notUnderstoodCard } from '../../src/cards/chat/help.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { todayCard } from '../../src/cards/today/today.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { menuFor } from '../../src/dialogs/chat/menu.ts';
import type { Capacity } from '../../src/domain/memberships/capacity.ts';
import { GlobalId, PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { dayOf, DAY_MS } from '../../src/domain/shared/time.ts';
import type { ScoredArea, Waiting } from '../../src/domain/today/waiting.ts';
import type { Menu } from '../../src/cards/chat/menu.ts';

const partnerId = PartnerId.parse('1001');
const globalId = GlobalId.parse('9000');

/** Names that came from outside. */
export const TODAY_NAMES = [
  'Tailspin Toys',
  'Fourth Coffee',
  'Wingtip',
  'Contoso (US)',
  'C-1',
  'Dana',
  'FastTrack Ready Partner',
];

/** One of each kind of thing that can wait, in their order. */
function everything({ now }: Reader): readonly Waiting[] {
  const inHours = (hours: number) => new Date(now.getTime() + (hours * DAY_MS) / 24);
  return [
    {
      kind: 'offer',
      customerName: 'Tailspin Toys',
      referralId: ReferralId.parse('R-1'),
      part: 1,
      dueAt: inHours(6),
    },
    { kind: 'claim', customerName: '', claimId: 'C-1', isContested: true, dueAt: inHours(50) },
    { kind: 'dispute', customerName: 'Wingtip', claimId: 'C-2', dueAt: inHours(120) },
    {
      kind: 'lost',
      customerName: 'Fourth Coffee',
      product: 'azure',
      subscriptionId: '5b000000-0000-4000-8000-000000000001',
      partnerId,
      isTold: true,
      at: inHours(-30),
    },
    { kind: 'renewal', program: 'FRP', locationName: 'Contoso (US)', partnerId, due: dayOf(inHours(200)) },
    { kind: 'acceptance', standing: 'under', rate: 0.78, locationName: 'Contoso (US)', partnerId },
    { kind: 'queue', count: 1 },
    { kind: 'mails', count: 12 },
    { kind: 'referrals', count: 2 },
    { kind: 'pause', locationName: 'Contoso (US)', partnerId, until: inHours(240) },
    { kind: 'closest', globalId, area: 'security', total: 61.5, missing: 8.5 },
  ];
}

const scores: readonly ScoredArea[] = [
  { globalId, area: 'security', total: 61.5, qualified: false, missing: 8.5, zero: [] },
  { globalId, area: 'data-ai', total: 72, qualified: false, missing: 0, zero: ['deployments'] },
  { globalId, area: 'modern-work', total: 81, qualified: true, missing: 0, zero: [] },
];

const everybody = new Set<Capacity>(['role', 'program-admin', 'incentive-role', 'operator']);
const member = new Set<Capacity>(['role']);

/** Today with one of everything, with little, and with nothing; on each occasion; and the list of words. */
export function todayCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const waiting = everything(reader);
  const [offer, , , lost, ...others] = waiting;
  const few = [offer, lost, others.at(-1)].filter((one) => one !== undefined);
  const { words } = menuFor({ at: [], isOperator: true }, createRegistry().commands);
  const menu: Menu = { capacities: everybody, words };
  const quiet = { waiting: [], scores, capacities: member };
  return {
    everything: todayCard({ waiting, scores: [], capacities: everybody }, 'Dana', reader),
    'the rest': todayCard({ waiting: waiting.slice(5), scores: [], capacities: everybody }, '', reader),
    today: todayCard({ waiting: few, scores: [], capacities: member }, 'Dana', reader),
    'nothing waits': todayCard(quiet, 'Dana', reader),
    'your week': todayCard({ waiting: few, scores: [], capacities: member }, 'Dana', reader, 'week'),
    welcome: todayCard(quiet, 'Dana', reader, 'welcome'),
    'welcome to staff': todayCard(
      { waiting: waiting.slice(5, 8), scores: [], capacities: new Set(['operator']) },
      'Dana',
      reader,
      'welcome',
    ),
    help: helpCard(menu, [], reader),
    'not understood': notUnderstoodCard(menu, reader),
  };
}
