import { localeOfTenant } from '../../domain/memberships/tenant-locale.ts';
import type { TenantId } from '../../domain/shared/ids.ts';
import { LocationDocument } from '../referrals/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** So many tell which language is the main one. */
const MAX_LOCATIONS = 25;

/** How people of a tenant read of whom no more is known; undefined for a tenant without locations. One query. */
export async function tenantLocale(documents: Documents, tenantId: TenantId): Promise<string | undefined> {
  const page = await documents.list(LocationDocument, partitions.directory, {
    where: [{ field: 'tenantId', is: '=', value: tenantId }],
    limit: MAX_LOCATIONS,
  });
  return localeOfTenant(page.items.map(({ value }) => value));
}
