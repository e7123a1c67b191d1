import { profileCard } from '../../src/cards/referrals/profile.ts';
import type { ProfileShown } from '../../src/cards/referrals/profile-shown.ts';
import { pauseCard } from '../../src/cards/referrals/pause.ts';
import type { IntakeShown } from '../../src/cards/referrals/intake-shown.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { intakeOf, pauseIntake, resumeIntake } from '../../src/domain/referrals/intake.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import { NO_REACH } from '../../src/domain/referrals/reach.ts';
import { newCase, type Case } from '../../src/domain/cases/case.ts';
import type { Role } from '../../src/domain/memberships/role.ts';
import { ReferralId } from '../../src/domain/shared/ids.ts';
import { inDays, location, noon } from './referrals.ts';
import { aad, person } from './seed.ts';

/** A location with everything that its cards can show. */
export function contoso(overrides: Partial<Location> = {}): Location {
  return location({
    name: 'Contoso Corporation (US)',
    countries: ['US', 'CA'],
    languages: ['en', 'es'],
    industries: ['retail', 'manufacturing', 'education'],
    minSeats: 150,
    maxSeats: 25_000,
    benefitContact: ['dana@contoso.test', 'lee@contoso.test', 'desk@contoso.test'],
    standardContact: ['desk@contoso.test'],
    memberships: [
      { program: 'CM', anniversary: '2027-03-31', ends: null },
      { program: 'FRP', anniversary: '2027-03-31', ends: null },
    ],
    programs: ['CM', 'FRP'],
    endorsements: [
      { workload: 'teams', expires: '2027-06-30' },
      { workload: 'exchange', expires: '2026-12-01' },
      { workload: 'intune', expires: '2026-11-22' },
    ],
    endorsed: ['teams', 'exchange', 'intune'],
    ...overrides,
  });
}

export function readerAt(now: Date, locale = 'en-GB'): Reader {
  return { locale, timeZone: 'Europe/Berlin', now };
}

function admin(at: Location, role: Role | null = 'program-admin') {
  const roles = role === null ? {} : Object.fromEntries(at.programs.map((program) => [program, role]));
  return { location: at, role, roles, incentiveRole: null, programs: at.programs };
}

const by = (at: Location) => ({ rights: admin(at), aadObjectId: aad(1), name: 'Dana Okafor' });

/** Paused at noon. */
export function paused(reason = 'Two migrations at once, back in December', at = contoso()): Location {
  const result = pauseIntake(at, by(at), reason, DEFAULT_POLICY, noon);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

export function resumed(now: Date): Location {
  const at = paused();
  const result = resumeIntake(at, by(at), DEFAULT_POLICY, now);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

export function intakeShown(
  at: Location,
  now: Date,
  overrides: Partial<IntakeShown> & { readonly role?: Role | null } = {},
): IntakeShown {
  const { role = 'program-admin', ...parts } = overrides;
  const intake = intakeOf(at, DEFAULT_POLICY, now);
  return { rights: admin(at, role), intake, openOffers: null, leaving: null, admins: [], ...parts };
}

export const leaveCase: Case = newCase({
  caseId: 'L-0a1b2c3d4e',
  kind: 'registration',
  partnerId: contoso().partnerId,
  program: 'FRP',
  subject: 'Leave FRP',
  text: '',
  details: {},
  attachments: [],
  openedAt: inDays(29),
  openedBy: aad(1),
  openedByName: 'Dana Okafor',
});

export function profileShown(overrides: Partial<ProfileShown> = {}): ProfileShown {
  const [dana, lee] = [person(1).personId, person(2).personId];
  return {
    rights: admin(contoso()),
    lists: {
      benefit: {
        addresses: [
          { address: 'dana@contoso.test', name: 'Dana Okafor', reachable: 'reached' },
          { address: 'lee@contoso.test', name: 'Lee Chen', reachable: 'unbound' },
          { address: 'desk@contoso.test', name: '', reachable: 'unknown' },
        ],
        told: ['Dana Okafor'],
      },
      standard: {
        addresses: [{ address: 'desk@contoso.test', name: '', reachable: 'unknown' }],
        told: ['Dana Okafor', 'Lee Chen'],
      },
    },
    reach: {
      channels: { benefit: { name: 'Dana Okafor', at: noon }, standard: null },
      last: {
        referralId: ReferralId.parse('R-1'),
        part: 1,
        round: 1,
        kind: 'benefit',
        customerName: 'Tailspin Toys',
        offeredAt: noon,
        told: [
          { personId: dana, state: 'sent', at: noon },
          { personId: lee, state: 'unreachable', at: null },
          { personId: person(9).personId, state: 'pending', at: null },
        ],
      },
      unreachable: [{ personId: lee, since: noon }],
    },
    mails: false,
    names: new Map([
      [dana, 'Dana Okafor'],
      [lee, 'Lee Chen'],
    ]),
    ...overrides,
  };
}

/** Every face of the cards of pause and profile, by name. */
export function intakeCards(locale = 'en-GB'): { readonly [face: string]: AdaptiveCard } {
  const card = (shown: IntakeShown, now: Date, how?: Parameters<typeof pauseCard>[3]) =>
    pauseCard(shown, DEFAULT_POLICY, readerAt(now, locale), how);
  return {
    'may pause': card(intakeShown(contoso(), noon, { openOffers: 2 }), noon),
    'reason too long': card(intakeShown(contoso(), noon, { openOffers: 0 }), noon, {
      typed: {
        reason: 'x'.repeat(60),
        isTooLong: true,
      },
    }),
    paused: card(intakeShown(paused(), inDays(3), { openOffers: 1 }), inDays(3)),
    'paused, no reason': card(intakeShown(paused(''), inDays(3), { openOffers: 0 }), inDays(3)),
    'last day': card(intakeShown(paused(), inDays(29), { leaving: [] }), inDays(29)),
    'asked to leave one': card(intakeShown(paused(), inDays(29.5), { leaving: [leaveCase] }), inDays(29.5)),
    'ended by itself': card(intakeShown(paused(), inDays(30), { leaving: [] }), inDays(30)),
    'ended early': card(intakeShown(resumed(inDays(10)), inDays(11), { openOffers: 3 }), inDays(11)),
    'for a member': card(
      intakeShown(paused(), inDays(3), { role: 'program-member', admins: ['Dana Okafor', 'Lee Chen'] }),
      inDays(3),
    ),
    profile: profileCard(profileShown(), readerAt(noon, locale)),
    'profile, told by mail': profileCard(profileShown({ mails: true }), readerAt(noon, locale)),
    'profile, paused': profileCard(profileShown({ rights: admin(paused()) }), readerAt(inDays(3), locale)),
    'profile, bare': profileCard(
      profileShown({
        rights: admin(
          location({
            name: 'Fabrikam',
            referralReady: false,
            memberships: [],
            programs: [],
            endorsements: [],
            endorsed: [],
          }),
        ),
        lists: { benefit: { addresses: [], told: [] }, standard: { addresses: [], told: [] } },
        reach: NO_REACH,
        names: new Map(),
      }),
      readerAt(noon, locale),
    ),
  };
}
