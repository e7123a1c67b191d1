import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { designationCard, requirementsCard } from '../../src/cards/renewals/notices.ts';
import { nothingToRenewCard, renewalCard } from '../../src/cards/renewals/renewal.ts';
import type { RenewalShown } from '../../src/cards/renewals/shown.ts';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { daysAfter, dayOf } from '../../src/domain/shared/time.ts';
import { aad } from './seed.ts';

const partnerId = PartnerId.parse('1001');
const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
const at = { name: 'Contoso (US)', partnerId, globalId: GlobalId.parse('9000'), program: 'FRP' } as const;

/** Names that came from outside. */
export const RENEWAL_NAMES = [
  'Contoso (US)',
  'Dana Okafor',
  'Lee Chen',
  'Tail*spin Toys',
  'FastTrack Ready Partner',
  'FastTrack Partner Community',
  'CM',
  'Modern Work',
  'Security',
  'Two more people need SC-200.',
];

/** The renewal of a membership, so many days before its anniversary, for its program admin. */
export function renewalShown({ now }: Reader, left: number, over: Partial<RenewalShown> = {}): RenewalShown {
  const due = daysAfter(dayOf(now), left);
  return {
    location: { partnerId, name: 'Contoso (US)' },
    program: 'FRP',
    ends: null,
    due,
    ticks: [{ item: 'requirements', at: now, by: aad(1), name: 'Dana Okafor' }],
    renewed: null,
    isAdmin: true,
    primary: [{ name: 'Lee Chen', email: 'lee@contoso.test' }],
    isPrimary: false,
    admins: ['Dana Okafor'],
    designations: [
      { area: 'modern-work', due: daysAfter(due, -40) },
      { area: 'security', due },
    ],
    references: [
      { customerId, customerName: 'Tail*spin Toys', expires: daysAfter(due, -3) },
      ...[2, 3, 4, 5, 6, 7].map((one) => ({
        customerId: CustomerId.parse(`cccccccc-0000-4000-8000-00000000000${one}`),
        customerName: '',
        expires: due,
      })),
    ],
    requirements: [
      { area: 'security', effective: daysAfter(due, -30), text: 'Two more people need SC-200.' },
    ],
    others: ['CM'],
    ...over,
  };
}

/** A renewal at every moment of its year, and what is told of one. */
export function renewalCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const { now } = reader;
  const renewed = { at: now, by: aad(1), name: 'Dana Okafor', due: daysAfter(dayOf(now), 20) };
  const due = daysAfter(dayOf(now), 14);
  const small = { references: [], requirements: [], designations: [], others: [] };
  return {
    open: renewalCard(renewalShown(reader, 68), reader, { isNotice: true }),
    'not open': renewalCard(renewalShown(reader, 123, { ...small, isPrimary: true }), reader, {
      isRefused: true,
    }),
    'of a member': renewalCard(renewalShown(reader, 9, { isAdmin: false, primary: [], ...small }), reader),
    today: renewalCard(renewalShown(reader, 0, small), reader),
    overdue: renewalCard(renewalShown(reader, -3, small), reader),
    renewed: renewalCard(renewalShown(reader, 385, { ...small, renewed, ticks: [] }), reader),
    ended: renewalCard(renewalShown(reader, 0, { due: undefined, ends: due, ...small }), reader),
    none: nothingToRenewCard(reader),
    designation: designationCard({ area: 'security', due, at }, reader),
    requirements: requirementsCard(
      { area: 'security', effective: due, texts: ['Two more people need SC-200.'], at },
      reader,
    ),
  };
}
