import { z } from 'zod';
import type { Customer } from './customer.ts';

/** The identities that a PartnerID can be linked to. Source: programme slides, "Partner Admin Link". */
export const PAL_CREDENTIALS = ['user', 'guest', 'service-principal', 'service-account'] as const;
export const PalCredential = z.enum(PAL_CREDENTIALS);
export type PalCredential = z.infer<typeof PalCredential>;

/** How long a credential's id may be: an address, an application's id or a name. */
export const MAX_CREDENTIAL_ID = 200;

/** An id of a credential as a person types it: one line without spaces. */
export const CredentialId = z.string().trim().min(1).max(MAX_CREDENTIAL_ID).regex(/^\S+$/u);

/** Countries in which PAL is not there: China has a cloud of its own. Source: associations playbook, note on PAL. */
const WITHOUT_PAL: readonly string[] = ['CN'];

export function hasPal({ country }: Pick<Customer, 'country'>): boolean {
  return !WITHOUT_PAL.includes(country.toUpperCase());
}

/**
 * The lines that link, check and, if need be, take back a PartnerID with a credential, in the customer's tenant.
 *
 * Source: Microsoft Learn, "Link a partner ID to your account that's used to manage customers", 2023: Azure CLI extension
 * `managementpartner`, PowerShell module `Az.ManagementPartner`.
 */
export function palCommands(
  credential: PalCredential,
  partnerId: string,
  tenant: string,
): { readonly cli: readonly string[]; readonly powerShell: readonly string[] } {
  const isPrincipal = credential === 'service-principal';
  const login = isPrincipal
    ? `az login --service-principal --username APP_ID --tenant ${tenant}`
    : `az login --tenant ${tenant}`;
  const connect = isPrincipal
    ? `Connect-AzAccount -ServicePrincipal -Tenant ${tenant}`
    : `Connect-AzAccount -Tenant ${tenant}`;
  return {
    cli: [
      'az extension add --name managementpartner',
      login,
      `az managementpartner create --partner-id ${partnerId}`,
      'az managementpartner show',
    ],
    powerShell: [
      'Install-Module Az.ManagementPartner',
      connect,
      `New-AzManagementPartner -PartnerId ${partnerId}`,
      'Get-AzManagementPartner',
    ],
  };
}

/** Where a person links by hand, signed in to the customer's directory. */
export const PAL_PORTAL = 'https://portal.azure.com/#blade/Microsoft_Azure_Billing/managementpartnerblade';
