import { palCard } from '../../src/cards/associations/pal.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { portfolioCard } from '../../src/cards/portfolio/portfolio.ts';
import { PAL_CREDENTIALS } from '../../src/domain/associations/pal.ts';
import { GAP_KINDS } from '../../src/domain/portfolio/gaps.ts';
import { CustomerId, PartnerId } from '../../src/domain/shared/ids.ts';
import type { Reader } from '../../src/cards/kit/format.ts';

const location = { partnerId: PartnerId.parse('1001'), name: 'Contoso (US)' };
const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
const gap = {
  subject: 'teams',
  product: 'azure',
  since: '2026-09-01',
  ends: '2026-12-01',
  seats: 5,
  points: 2,
};
const figures = { date: '2026-10-01', activeUsers: 10, seats: 20, acr: null };

/** A portfolio and how to link PAL, with one of everything that each can show. */
export function planningCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const view = {
    location,
    customerId,
    customerName: 'Tailspin Toys',
    isOffered: true,
    links: [{ credential: 'user', credentialId: 'kim@contoso.test', linkedAt: '2026-01-01T00:00:00Z' }],
  };
  return {
    portfolio: portfolioCard(
      {
        location,
        entries: [
          {
            customer: {
              partnerId: location.partnerId,
              customerId,
              customerName: 'Tail*spin',
              rank: '',
              ties: [],
            },
            trends: [
              {
                target: 'teams',
                association: 'cpor',
                latest: figures,
                before: { ...figures, date: '2026-09-01', activeUsers: 8 },
              },
            ],
            gaps: GAP_KINDS.map((kind) => ({ kind, ...gap })),
          },
        ],
        certificates: [{ name: 'Kim', certification: 'AZ-104', expires: '2026-12-01' }],
        isFirst: false,
        next: 'x',
      },
      reader,
    ),
    ...Object.fromEntries(
      PAL_CREDENTIALS.flatMap((credential) => [
        [`PAL of a ${credential}`, palCard(view, credential, reader)],
        [`PAL of a ${credential}, wrong`, palCard(view, credential, reader, { wrong: 'a b' })],
      ]),
    ),
  };
}
