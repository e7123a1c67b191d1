import { clean } from '../../src/cards/kit/text.ts';
import { describe, expect, it } from '@jest/globals';
import { AgentsShowPress } from '../../src/cards/agents/location.ts';
import { TalkStartPress } from '../../src/cards/chat/talk.ts';
import { leaveCaseCard } from '../../src/cards/operators/leave-case.ts';
import { chooseLocationCard, withOtherLocations } from '../../src/cards/referrals/choose-location.ts';
import {
  onlyAdmins,
  pauseLine,
  pauseTyped,
  PauseShowPress,
  ReferralsLeavePress,
  ReferralsPausePress,
  ReferralsResumePress,
} from '../../src/cards/referrals/pause.ts';
import { profileCard, ProfileShowPress } from '../../src/cards/referrals/profile.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { interpretedIn } from '../support/fuzz/as-written.ts';
import { actionsOf, cardFaults, facesOf, textOf } from '../support/card-rules.ts';
import { contoso, intakeCards, leaveCase, paused, profileShown, readerAt } from '../support/intake-cards.ts';
import { before, inDays, noon } from '../support/referrals.ts';
import { english, wording } from '../support/wording.ts';

const cards = intakeCards();
const { face, text, verbs } = facesOf(cards);

const SUBMITS = {
  'talk.start': TalkStartPress,
  'agents.show': AgentsShowPress,
  'pause.show': PauseShowPress,
  'profile.show': ProfileShowPress,
  'referrals.pause': ReferralsPausePress,
  'referrals.resume': ReferralsResumePress,
  'referrals.leave': ReferralsLeavePress,
};

describe('every face of pause and profile', () => {
  it.each(Object.entries(cards))('%s keeps the rules for cards', (_name, card) => {
    expect(cardFaults(card)).toEqual([]);
  });

  it.each(Object.entries(cards))('%s sends what we understand', (_name, card) => {
    for (const { verb, data } of actionsOf(card)) {
      const schema = SUBMITS[verb as keyof typeof SUBMITS];
      expect(schema.safeParse({ verb, data })).toMatchObject({ success: true });
    }
  });
});

describe('the card that asks whether to pause', () => {
  it('states what a pause does before it can be pressed', () => {
    expect(text('may pause')).toMatch(wording('referrals.pause.what', { days: 30 }));
    expect(text('may pause')).toMatch(
      wording('referrals.pause.if-now', { when: 'Wed 23 Dec, 13:00 (Berlin)' }),
    );
    expect(text('may pause')).toMatch(wording('referrals.pause.offers', { count: 2 }));
    expect(text('may pause')).toMatch(wording('referrals.pause.afterwards'));
    expect(text('may pause')).toMatch(wording('referrals.pause.next', { days: 30, day: 'Fri, 22 Jan 2027' }));
    expect(verbs('may pause')).toEqual(['referrals.pause', 'talk.start']);
  });

  it('comes back with a reason that is too long, and says so beside it', () => {
    const [form] = face('reason too long').body.slice(-2);

    expect(form).toMatchObject({ items: [{ id: 'reason', value: 'x'.repeat(60) }, {}, {}] });
    expect(text('reason too long')).toMatch(wording('referrals.error.reason-long', { most: '1,000' }));
    expect(verbs('reason too long')).toEqual(['referrals.pause']);
    expect(pauseTyped('x'.repeat(1_000))).toBeUndefined();
    expect(pauseTyped('x'.repeat(1_001))?.reason).toHaveLength(1_000);
  });
});

describe('the card of a paused location', () => {
  it('says until when, who, and how many days are left', () => {
    expect(text('paused')).toContain('Paused until Wed 23 Dec\n27 days left');
    expect(text('paused')).toMatch(
      wording('referrals.pause.paused-by', { name: '**Dana Okafor**', when: 'Mon 23 Nov, 13:00 (Berlin)' }),
    );
    expect(verbs('paused')).toEqual(['referrals.resume']);
  });

  it('says what resuming now means for the next pause', () => {
    expect(text('paused')).toMatch(wording('referrals.pause.resumes', { day: 'Sat 26 Dec' }));
  });

  it('has no buttons for somebody who may not press them, but the names of those who may', () => {
    expect(verbs('for a member')).toEqual([]);
    expect(text('for a member')).toContain('Ask **Dana Okafor** or **Lee Chen**.');
  });

  it('offers on its last day to resume or to leave, one button a programme', () => {
    expect(text('last day')).toContain('1 day left');
    expect(actionsOf(face('last day')).map(({ title }) => title)).toEqual([
      english('referrals.pause.resume'),
      english('referrals.leave.send', { program: 'CM' }),
      'Leave FRP',
    ]);
  });

  it('says who asked to leave what, and offers only the rest', () => {
    expect(text('asked to leave one')).toMatch(
      wording('referrals.leave.asked', {
        name: '**Dana Okafor**',
        day: 'Tue 22 Dec',
        program: 'FastTrack Ready Partner',
        caseId: 'L-0a1b2c3d4e',
      }),
    );
    expect(actionsOf(face('asked to leave one')).map(({ title }) => title)).toEqual([
      english('referrals.pause.resume'),
      english('referrals.leave.send', { program: 'CM' }),
    ]);
  });
});

describe('the card after a pause', () => {
  it('says how it ended, and leaves the choice to leave', () => {
    expect(text('ended by itself')).toMatch(
      wording('referrals.pause.ended', { when: 'Wed 23 Dec, 13:00 (Berlin)' }),
    );
    expect(verbs('ended by itself')).toEqual(['referrals.leave', 'referrals.leave']);
  });

  it('says who ended it early, and offers nothing', () => {
    expect(text('ended early')).toMatch(wording('referrals.pause.ended-early', { name: '**Dana Okafor**' }));
    expect(verbs('ended early')).toEqual([]);
  });
});

describe('the line of a pause', () => {
  it('has the days that are left, and is empty from the end on', () => {
    expect(pauseLine(paused(), readerAt(inDays(3)))).toBe(
      'Paused until Wed 23 Dec, 13:00 (Berlin), 27 days left',
    );
    expect(pauseLine(paused(), readerAt(before(inDays(30), 1_000)))).toMatch(
      wording('units.minutes-left', { minutes: 0 }),
    );
    expect(pauseLine(paused(), readerAt(inDays(30)))).toBe('');
    expect(pauseLine(contoso(), readerAt(noon))).toBe('');
  });
});

describe('a refusal', () => {
  it.each<[string[], string | undefined]>([
    [[], undefined],
    [['Dana Okafor'], 'Dana Okafor'],
    [['Dana Okafor', 'Lee Chen', 'Bo'], 'Dana Okafor, Lee Chen or Bo'],
  ])('names who could: %j', (names, listed) => {
    const ask = listed === undefined ? [] : [english('referrals.pause.ask-admin', { names: listed })];

    expect(
      onlyAdmins(
        'referrals.pause.only-admins-pause',
        names.map((name) => clean(name)),
        readerAt(noon),
      ),
    ).toBe([english('referrals.pause.only-admins-pause'), ...ask].join(' '));
  });
});

describe('the profile', () => {
  it('shows what decides which referrals come', () => {
    expect(text('profile')).toContain('Serves: United States and Canada · in English and Spanish');
    expect(text('profile')).toContain('Customers: 150 to 25,000 seats · retail, manufacturing and education');
    expect(text('profile')).toContain('Memberships: CM and FRP, anniversary 31 Mar 2027');
    expect(text('profile')).toMatch(wording('referrals.profile.endorsed', { count: 2, day: '1 Dec 2026' }));
  });

  it('tells endorsements in force, through their last day, from those that lapsed', () => {
    expect(text('profile')).toContain(
      `${english('referrals.profile.last-days')}\nExchange: 1 Dec 2026\nTeams: 30 Jun 2027`,
    );
    expect(text('profile')).toContain('Lapsed\nIntune: 22 Nov 2026');
    const onLastDay = profileCard(profileShown(), readerAt(new Date('2026-12-01T23:59:59Z')));
    expect(textOf(onLastDay)).toContain(`${english('referrals.profile.last-days')}\nExchange: 1 Dec 2026`);
    const dayAfter = profileCard(profileShown(), readerAt(new Date('2026-12-02T00:00:00Z')));
    expect(textOf(dayAfter)).toContain('Lapsed\nIntune: 22 Nov 2026\nExchange: 1 Dec 2026');
  });

  it('says of each address whether it leads to somebody, and who is told instead', () => {
    const dana = wording('referrals.profile.address.reached', {
      address: 'Dana Okafor (dana@contoso.test)',
    });
    expect(text('profile')).toMatch(dana);
    expect(text('profile, told by mail')).toMatch(dana);
    expect(text('profile, told by mail')).toMatch(
      wording('referrals.profile.address.mailed', { address: 'desk@contoso.test' }),
    );
    expect(text('profile')).toMatch(
      wording('referrals.profile.address.unbound', { address: 'Lee Chen (lee@contoso.test)' }),
    );
    expect(text('profile')).toMatch(
      wording('referrals.profile.address.unknown', { address: 'desk@contoso.test' }),
    );
    expect(text('profile')).toMatch(
      wording('referrals.profile.reaches-nobody', { names: 'Dana Okafor and Lee Chen' }),
    );
    expect(text('profile')).toMatch(
      wording('referrals.profile.channel', { name: '**Dana Okafor**', day: 'Mon 23 Nov' }),
    );
  });

  it('says to whom the last offer went, and whether it arrived', () => {
    expect(text('profile')).toContain('Tailspin Toys, offered Mon 23 Nov, 13:00 (Berlin)');
    expect(text('profile')).toContain('Dana Okafor: delivered Mon 23 Nov, 13:00 (Berlin)');
    expect(text('profile')).toMatch(wording('referrals.profile.last.unreachable', { name: 'Lee Chen' }));
    expect(text('profile')).toMatch(
      wording('referrals.profile.last.sending', { name: english('referrals.profile.last-elsewhere') }),
    );
  });

  it('does not name the customer of a Benefit referral to somebody outside the FRP membership', () => {
    const shown = profileShown();
    const outside = profileCard({ ...shown, rights: { ...shown.rights, programs: ['CM'] } }, readerAt(noon));

    expect(textOf(outside)).not.toContain('Tailspin');
  });

  it('says whom to ask when something is wrong', () => {
    expect(text('profile')).toContain('https://aka.ms/PXPartnerSupport');
  });

  it('says what keeps referrals away', () => {
    expect(text('profile, bare')).toMatch(wording('referrals.profile.not-ready'));
    expect(text('profile, bare')).toMatch(wording('referrals.profile.no-memberships'));
    expect(text('profile, bare')).toMatch(wording('referrals.profile.not-endorsed'));
    expect(text('profile, paused')).toContain('Paused, 27 days left');
  });

  it('keeps to a size that Teams takes with the longest lists', () => {
    const long = 'a'.repeat(60);
    const addresses = Array.from({ length: 500 }, (_, index) => ({
      address: `${long}${index}@contoso.test`,
      name: long,
      reachable: 'unbound' as const,
    }));
    const list = { addresses, told: addresses.map(({ name }) => name) };
    const card = profileCard(profileShown({ lists: { benefit: list, standard: list } }), readerAt(noon));

    expect(cardFaults(card)).toEqual([]);
    expect(textOf(card)).toMatch(wording('referrals.profile.more-addresses', { count: 490 }));
  });
});

describe('what operators see of a wish to leave', () => {
  it('says how it is carried out, and when that has been done', () => {
    const open = leaveCaseCard(leaveCase, contoso(), readerAt(noon));
    const ends = contoso({
      memberships: [{ program: 'FRP', anniversary: '2027-03-31', ends: '2026-12-31' }],
    });

    expect(cardFaults(open)).toEqual([]);
    expect(textOf(open)).toMatch(wording('operators.leave.no-last-day'));
    expect(textOf(open)).toContain('memberships.csv');
    expect(textOf(leaveCaseCard(leaveCase, ends, readerAt(noon)))).toContain('Ends on 31 Dec 2026');
  });
});

describe('the choice of a location', () => {
  const asking = {
    kind: 'referrals.kind',
    question: 'referrals.pause.which',
    verb: 'pause.show',
  } as const;
  const locations = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `Location *${index}*`,
      partnerId: PartnerId.parse(`${1000 + index}`),
    }));

  it('has a button each, up to six', () => {
    const card = chooseLocationCard(asking, locations(6), readerAt(noon));

    expect(cardFaults(card)).toEqual([]);
    expect(actionsOf(card)).toHaveLength(6);
    for (const { verb, data } of actionsOf(card)) {
      expect(PauseShowPress.safeParse({ verb, data })).toMatchObject({ success: true });
    }
  });

  it('is offered beside the card of another one, with names as they were written', () => {
    const name = '{{DATE(2017-02-14T06:08:00Z)}} <at>x</at>';
    const others = locations(2).map((one) => ({ ...one, name }));
    const card = withOtherLocations(
      profileCard(profileShown(), readerAt(noon)),
      asking,
      others,
      readerAt(noon),
    );

    expect(interpretedIn(JSON.stringify(card))).toEqual([]);
    expect(cardFaults(card)).toEqual([]);
  });

  it('has a list beyond that', () => {
    const card = chooseLocationCard(asking, locations(30), readerAt(noon));

    expect(cardFaults(card)).toEqual([]);
    expect(actionsOf(card)).toMatchObject([{ verb: 'pause.show' }]);
  });
});
