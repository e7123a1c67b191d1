import { referralEvent } from '../wire.ts';
import { ODD_TEXTS } from './files.ts';

const SUBSCRIPTIONS = [1, 2, 3, 4].map((number) => `5b000000-0000-4000-8000-00000000000${number}`);

/** Referrals and changes of DPOR about the sample's, with odd words and numbers where the schema lets them be. */
export function oddEvents(): object[] {
  return ODD_TEXTS.flatMap((text, at) => {
    const name = text.replaceAll(/[\n\t]/g, ' ').slice(0, 100);
    const seats = [0, 1, 100_000_000, 2_500][at % 4];
    const customerId = `dddddddd-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const customer = {
      customerId,
      name,
      country: ['US', 'FR', 'DE'][at % 3],
      language: 'en',
      industry: name,
      seats,
    };
    const contact = { name, email: `o${at}@tailspin.test`, phone: name.slice(0, 50) };
    return [
      referralEvent(`ODD-${at}`, {
        customer: at % 2 === 0 ? { ...customer, contact } : customer,
        workloads: [['teams'], ['exchange', 'sharepoint'], ['intune', 'teams', 'viva-insights']][at % 3],
        notes: text.repeat(3).slice(0, 4_000),
      }),
      dporEvent(at, customerId, name),
    ];
  });
}

function dporEvent(at: number, customerId: string, name: string): object {
  const time = new Date(Date.now() - 1_000 * (100 - at)).toISOString();
  return {
    specversion: '1.0',
    id: `odd-dpor-${at}`,
    source: '/test',
    type: 'porter.dpor.changed',
    time,
    data: {
      subscriptionId:
        at < SUBSCRIPTIONS.length
          ? SUBSCRIPTIONS[at]
          : `5c000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      customer: { customerId, name },
      product: ['azure', 'office-365'][at % 2],
      previousPartnerId: ['100210', '200310'][at % 2],
      partnerId: ['200310', '100210'][at % 2],
      changedAt: time,
    },
  };
}
