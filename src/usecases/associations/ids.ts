import type { CustomerId } from '../../domain/shared/ids.ts';

/** Ids of what a location keeps of a customer, in its own partition. */
export function associationId(customerId: CustomerId): string {
  return `association:${customerId}`;
}

export function formerId(customerId: CustomerId): string {
  return `former:${customerId}`;
}
