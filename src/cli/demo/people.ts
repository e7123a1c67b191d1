/** Somebody of the sample organisation whom a page of the demo speaks as. */
export interface DemoPerson {
  /** As in `--as`, and in the addresses of the switchboard. */
  readonly role: 'admin' | 'claims' | 'member' | 'operator';
  readonly name: string;
  readonly email: string;
  readonly tenantId: string;
  readonly aadObjectId: string;
  /** What they can be tried for. */
  readonly who: string;
}

const CONTOSO = '11111111-1111-4111-8111-111111111111';
const FABRIKAM = '44444444-4444-4444-8444-444444444441';
const PROGRAM = '99999999-9999-4999-8999-999999999991';

const idOf = (number: number) => `33333333-3333-4333-8333-333333333${number}`;

/** In the order of their pages. The second is of another partner, so that two can claim the same. */
export const PEOPLE: readonly DemoPerson[] = [
  {
    role: 'admin',
    name: 'Dana Okafor',
    email: 'dana@contoso.test',
    tenantId: CONTOSO,
    aadObjectId: idOf(330),
    who: 'program admin of Contoso: referrals, scores, claims',
  },
  {
    role: 'claims',
    name: 'Maria Jensen',
    email: 'maria@fabrikam.test',
    tenantId: FABRIKAM,
    aadObjectId: idOf(340),
    who: 'incentive admin of Fabrikam: claims what Contoso claims too',
  },
  {
    role: 'member',
    name: 'Lee Chen',
    email: 'lee@contoso.test',
    tenantId: CONTOSO,
    aadObjectId: idOf(331),
    who: 'member of Contoso: gets Dana’s Benefit referrals as well',
  },
  {
    role: 'operator',
    name: 'Robin Vale',
    email: 'robin@fasttrack.test',
    tenantId: PROGRAM,
    aadObjectId: idOf(350),
    who: 'operator: reviews claims, sees to referrals and mails',
  },
];

/** How the Playground names a person to the bot. */
export function userIdOf({ role }: { readonly role: string }): string {
  return `29:1demo-${role}`;
}

/** The person's chat with the bot, in their own Playground. */
export function chatIdOf({ role }: { readonly role: string }): string {
  return `a:1demo-${role}`;
}
