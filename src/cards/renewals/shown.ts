import type { Area, Program } from '../../domain/shared/catalogue.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Renewal, Tick } from '../../domain/renewals/renewal.ts';

/** How the renewal of a membership stands, as its card shows it. */
export interface RenewalShown {
  readonly location: { readonly partnerId: PartnerId; readonly name: string };
  readonly program: Program;
  readonly ends: Day | null;
  /** The anniversary to renew next; undefined: the membership ends before. */
  readonly due: Day | undefined;
  readonly ticks: readonly Tick[];
  readonly renewed: Renewal['renewed'];
  readonly isAdmin: boolean;
  readonly primary: readonly { readonly name: string; readonly email: string }[];
  readonly isPrimary: boolean;
  readonly admins: readonly string[];
  readonly designations: readonly { readonly area: Area; readonly due: Day }[];
  readonly references: readonly {
    readonly customerId: CustomerId;
    readonly customerName: string;
    readonly expires: Day;
  }[];
  readonly requirements: readonly {
    readonly area: Area;
    readonly effective: Day;
    readonly text: string;
  }[];
  readonly others: readonly Program[];
}
