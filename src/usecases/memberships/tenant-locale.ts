import { localeOfTenant } from '../../domain/memberships/tenant-locale.ts';
import type { TenantId } from '../../domain/shared/ids.ts';
import { listLocations } from '../referrals/directory.ts';
import type { Documents } from '../ports.ts';

/** So many tell which language is the main one. */
const MAX_LOCATIONS = 25;

/** How people of a tenant read of whom no more is known; undefined for a tenant without locations. One query of the directory. */
export async function tenantLocale(documents: Documents, tenantId: TenantId): Promise<string | undefined> {
  const ofTenant = [{ field: 'tenantId', is: '=', value: tenantId }] as const;
  return localeOfTenant(await listLocations(documents, ofTenant, MAX_LOCATIONS));
}
