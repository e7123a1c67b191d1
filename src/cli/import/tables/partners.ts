import { GlobalId, PartnerId, TenantId } from '../../../domain/shared/ids.ts';
import { directoryOf } from '../../../usecases/referrals/directory.ts';
import { bool, country, email, industry, language, list, optional, required, whole } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { globalId, partnerId, tenantId } from '../ids.ts';
import { projectionOf } from '../../../usecases/imports/locations.ts';
import { refreshStandings } from '../../../usecases/imports/people.ts';
import { leaveTenant, servingTenant } from '../pointers.ts';
import { LocationDocument } from '../../../usecases/referrals/documents.ts';

const columns = {
  partnerId,
  globalId,
  name: required,
  tenantId,
  country,
  countries: list(country),
  languages: list(language),
  industries: list(industry),
  minSeats: optional(whole),
  maxSeats: optional(whole),
  referralReady: bool,
  benefitContact: list(email),
  standardContact: list(email),
  mailboxes: list(email),
};

/** The country served anyway, and those served besides. */
function served(row: { readonly country: string; readonly countries: readonly string[] }): string[] {
  return [...new Set([row.country, ...row.countries])];
}

/** Locations: criteria from here, pause and counters from what happened since. */
export const partners = documentTable({
  file: 'partners.csv',
  columns,
  keys: ['partnerId'],
  rules: [
    ({ minSeats, maxSeats }) =>
      maxSeats !== null && (minSeats ?? 0) > maxSeats
        ? { column: 'maxSeats', message: 'is less than minSeats' }
        : undefined,
  ],
  kind: LocationDocument,
  place: ({ partnerId: id }, { documents }) => ({ partition: directoryOf(documents, id), id }),
  async fresh(row, { documents }) {
    return {
      ...row,
      countries: served(row),
      minSeats: row.minSeats ?? 0,
      ...(await projectionOf(documents, row.partnerId, row.globalId)),
      pausedUntil: null,
      pause: null,
      lastPauseEndedAt: null,
      received: 0,
      receivedAllTime: 0,
      lastOfferedAt: null,
      order: Number(row.partnerId),
    };
  },
  changes: {
    globalId: (row) => ({ globalId: row.globalId }),
    name: (row) => ({ name: row.name }),
    tenantId: (row) => ({ tenantId: row.tenantId }),
    country: (row) => ({ country: row.country, countries: served(row) }),
    countries: (row) => ({ countries: served(row) }),
    languages: (row) => ({ languages: row.languages }),
    industries: (row) => ({ industries: row.industries }),
    minSeats: (row) => ({ minSeats: row.minSeats ?? 0 }),
    maxSeats: (row) => ({ maxSeats: row.maxSeats }),
    referralReady: (row) => ({ referralReady: row.referralReady }),
    benefitContact: (row) => ({ benefitContact: row.benefitContact }),
    standardContact: (row) => ({ standardContact: row.standardContact }),
    mailboxes: (row) => ({ mailboxes: row.mailboxes }),
  },
  async changed(value, _before, _row, { documents }) {
    return { value: { ...value, ...(await projectionOf(documents, value.partnerId, value.globalId)) } };
  },
  pointers: (row, context) => servingTenant(context, row.tenantId),
  hooks() {
    const left = new Set<TenantId>();
    return {
      leaving: (location) => left.add(location.tenantId),
      async written(rows, { documents }) {
        for (const { cells, removed } of rows) {
          if (!removed) {
            await refreshStandings(
              documents,
              PartnerId.parse(cells['partnerId']),
              GlobalId.parse(cells['globalId']),
            );
            continue;
          }
          // Also when nothing was stored any more: an earlier import may have died before it came to the tenant.
          const tenant = TenantId.safeParse(cells['tenantId']);
          if (tenant.success) left.add(tenant.data);
        }
      },
      async finish(context) {
        for (const tenant of left) await leaveTenant(context, tenant);
      },
    };
  },
});
