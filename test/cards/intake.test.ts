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
    expect(text('may pause')).toContain('off for 30 days, Benefit and Standard alike');
    expect(text('may pause')).toContain('Ends: Wed 23 Dec, 13:00 (Berlin), if you pause now');
    expect(text('may pause')).toContain('Open offers: 2 offers still need your answer in time');
    expect(text('may pause')).toContain('Afterwards: Referrals come again, or you leave the programme');
    expect(text('may pause')).toContain('Next pause: After 30 days open: from Fri, 22 Jan 2027');
    expect(verbs('may pause')).toEqual(['referrals.pause', 'talk.start']);
  });

  it('comes back with a reason that is too long, and says so beside it', () => {
    const [form] = face('reason too long').body.slice(-2);

    expect(form).toMatchObject({ items: [{ id: 'reason', value: 'x'.repeat(60) }, {}, {}] });
    expect(text('reason too long')).toContain('The reason holds at most 1,000 characters');
    expect(verbs('reason too long')).toEqual(['referrals.pause']);
    expect(pauseTyped('x'.repeat(1_000))).toBeUndefined();
    expect(pauseTyped('x'.repeat(1_001))?.reason).toHaveLength(1_000);
  });
});

describe('the card of a paused location', () => {
  it('says until when, who, and how many days are left', () => {
    expect(text('paused')).toContain('Paused until Wed 23 Dec\n27 days left');
    expect(text('paused')).toContain('**Dana Okafor** paused all referrals on Mon 23 Nov, 13:00 (Berlin).');
    expect(verbs('paused')).toEqual(['referrals.resume']);
  });

  it('says what resuming now means for the next pause', () => {
    expect(text('paused')).toContain('You could next pause from Sat 26 Dec.');
  });

  it('has no buttons for somebody who may not press them, but the names of those who may', () => {
    expect(verbs('for a member')).toEqual([]);
    expect(text('for a member')).toContain('Ask **Dana Okafor** or **Lee Chen**.');
  });

  it('offers on its last day to resume or to leave, one button a programme', () => {
    expect(text('last day')).toContain('1 day left');
    expect(actionsOf(face('last day')).map(({ title }) => title)).toEqual([
      'Resume referrals',
      'Leave CM',
      'Leave FRP',
    ]);
  });

  it('says who asked to leave what, and offers only the rest', () => {
    expect(text('asked to leave one')).toContain(
      '**Dana Okafor** asked on Tue 22 Dec to leave FastTrack Ready Partner: case L-0a1b2c3d4e. The operators set its last day',
    );
    expect(actionsOf(face('asked to leave one')).map(({ title }) => title)).toEqual([
      'Resume referrals',
      'Leave CM',
    ]);
  });
});

describe('the card after a pause', () => {
  it('says how it ended, and leaves the choice to leave', () => {
    expect(text('ended by itself')).toContain('The pause ended by itself on Wed 23 Dec, 13:00 (Berlin).');
    expect(verbs('ended by itself')).toEqual(['referrals.leave', 'referrals.leave']);
  });

  it('says who ended it early, and offers nothing', () => {
    expect(text('ended early')).toContain('**Dana Okafor** ended the pause early on Thu 3 Dec');
    expect(verbs('ended early')).toEqual([]);
  });
});

describe('the line of a pause', () => {
  it('has the days that are left, and is empty from the end on', () => {
    expect(pauseLine(paused(), readerAt(inDays(3)))).toBe(
      'Paused until Wed 23 Dec, 13:00 (Berlin), 27 days left',
    );
    expect(pauseLine(paused(), readerAt(before(inDays(30), 1_000)))).toContain('Less than a minute left');
    expect(pauseLine(paused(), readerAt(inDays(30)))).toBe('');
    expect(pauseLine(contoso(), readerAt(noon))).toBe('');
  });
});

describe('a refusal', () => {
  it.each<[string[], string]>([
    [[], 'Only a program admin of this location can pause its referrals.'],
    [['Dana Okafor'], 'Only a program admin of this location can pause its referrals. Ask Dana Okafor.'],
    [
      ['Dana Okafor', 'Lee Chen', 'Bo'],
      'Only a program admin of this location can pause its referrals. Ask Dana Okafor, Lee Chen or Bo.',
    ],
  ])('names who could: %j', (names, sentence) => {
    expect(
      onlyAdmins(
        'referrals.pause.only-admins-pause',
        names.map((name) => clean(name)),
        readerAt(noon),
      ),
    ).toBe(sentence);
  });
});

describe('the profile', () => {
  it('shows what decides which referrals come', () => {
    expect(text('profile')).toContain('Serves: United States and Canada · in English and Spanish');
    expect(text('profile')).toContain('Customers: 150 to 25,000 seats · retail, manufacturing and education');
    expect(text('profile')).toContain('Memberships: CM and FRP, anniversary 31 Mar 2027');
    expect(text('profile')).toContain('Endorsed for: 2 workloads, the next until 1 Dec 2026');
  });

  it('tells endorsements in force, through their last day, from those that lapsed', () => {
    expect(text('profile')).toContain('Last day of each\nExchange: 1 Dec 2026\nTeams: 30 Jun 2027');
    expect(text('profile')).toContain('Lapsed\nIntune: 22 Nov 2026');
    const onLastDay = profileCard(profileShown(), readerAt(new Date('2026-12-01T23:59:59Z')));
    expect(textOf(onLastDay)).toContain('Last day of each\nExchange: 1 Dec 2026');
    const dayAfter = profileCard(profileShown(), readerAt(new Date('2026-12-02T00:00:00Z')));
    expect(textOf(dayAfter)).toContain('Lapsed\nIntune: 22 Nov 2026\nExchange: 1 Dec 2026');
  });

  it('says of each address whether it leads to somebody, and who is told instead', () => {
    expect(text('profile')).toContain('Dana Okafor (dana@contoso.test): told in Teams');
    expect(text('profile')).toContain(
      'Lee Chen (lee@contoso.test): has not written to me yet, so hears nothing',
    );
    expect(text('profile')).toContain('desk@contoso.test: on no roster here, so hears nothing');
    expect(text('profile, told by mail')).toContain('Dana Okafor (dana@contoso.test): told in Teams');
    expect(text('profile, told by mail')).toContain('desk@contoso.test: told by e-mail');
    expect(text('profile')).toContain(
      'It reaches nobody, so it counts as not set; everybody who may act is told: Dana Okafor and Lee Chen.',
    );
    expect(text('profile')).toContain(
      'Also shown in a Teams channel, as **Dana Okafor** asked on Mon 23 Nov.',
    );
  });

  it('says to whom the last offer went, and whether it arrived', () => {
    expect(text('profile')).toContain('Tailspin Toys, offered Mon 23 Nov, 13:00 (Berlin)');
    expect(text('profile')).toContain('Dana Okafor: delivered Mon 23 Nov, 13:00 (Berlin)');
    expect(text('profile')).toContain('Lee Chen: could not be reached in Teams');
    expect(text('profile')).toContain('A Teams channel, or somebody no longer here: on its way');
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
    expect(text('profile, bare')).toContain('Not referral ready');
    expect(text('profile, bare')).toContain('Memberships: None, so no referrals');
    expect(text('profile, bare')).toContain('Endorsed for: Nothing, so no referrals');
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
    expect(textOf(card)).toContain('and 490 more addresses');
  });
});

describe('what operators see of a wish to leave', () => {
  it('says how it is carried out, and when that has been done', () => {
    const open = leaveCaseCard(leaveCase, contoso(), readerAt(noon));
    const ends = contoso({
      memberships: [{ program: 'FRP', anniversary: '2027-03-31', ends: '2026-12-31' }],
    });

    expect(cardFaults(open)).toEqual([]);
    expect(textOf(open)).toContain('Membership: No last day set');
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
    expect(actionsOf(card)).toMatchObject([{ title: 'Show location', verb: 'pause.show' }]);
  });
});
