import { z } from 'zod';
import type { PartnerId } from '../shared/ids.ts';
import type { Day } from '../shared/time.ts';

/**
 * How a partner reaches, or sold to, a customer besides the four associations. `dap`: delegated admin privileges, the older
 * kind, which no longer can be asked for; `gdap`: granular ones; `transacting`: who sold a subscription, as Microsoft's sales
 * systems have it.
 *
 * In 2016 both counted for cloud competencies; no metric of the capability score is fed by them. Sources: Microsoft Partner
 * Network blog, "Getting credit for the cloud consumption you drive", 2016; Microsoft Learn, `solutions-partner-*`, 2023-10.
 */
export const DELEGATION_KINDS = ['gdap', 'dap', 'transacting'] as const;
export const DelegationKind = z.enum(DELEGATION_KINDS);
export type DelegationKind = z.infer<typeof DelegationKind>;

/** A row of `delegations.csv`: days or instants as text, `''` where there is none. */
export interface DelegationRow {
  readonly partnerId: string;
  readonly kind: string;
  readonly since: string;
  readonly expires: string;
}

export interface Delegation {
  readonly kind: DelegationKind;
  readonly since: Day | null;
  /** Its last day; `null`: it does not end. */
  readonly expires: Day | null;
}

/** A location's own delegations at a customer that have not ended, in the order of {@link DELEGATION_KINDS}. */
export function delegationsOf(
  partnerId: PartnerId,
  rows: readonly DelegationRow[],
  today: Day,
): readonly Delegation[] {
  return rows
    .filter((row) => row.partnerId === partnerId)
    .flatMap(({ kind, since, expires }) => {
      const known = DelegationKind.safeParse(kind);
      return known.success ? [{ kind: known.data, since: dayIn(since), expires: dayIn(expires) }] : [];
    })
    .filter(({ expires }) => expires === null || expires >= today)
    .sort((one, two) => DELEGATION_KINDS.indexOf(one.kind) - DELEGATION_KINDS.indexOf(two.kind));
}

/** The day of a cell that holds a day or an instant. */
export function dayIn(text: string): Day | null {
  return text === '' ? null : text.slice(0, 10);
}
