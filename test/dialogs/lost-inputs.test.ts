import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { say } from '../../src/words/say.ts';
import { textOf } from '../support/card-rules.ts';
import {
  cardIn,
  claimWorld,
  contoso,
  filledIn,
  registryPress,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { location } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';
import { ClaimDraftDocument } from '../../src/usecases/claims/documents.ts';
import { TOPICS } from '../../src/domain/memberships/settings.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { wording } from '../support/wording.ts';

let world: ClaimWorld;

beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

const partition = partitions.person(person(1).personId);
const settings = async () =>
  (await world.context.documents.get(PersonDocument, partition, 'person'))?.value.settings;
const drafts = async () => {
  const page = await world.context.documents.list(
    ClaimDraftDocument,
    partitions.person(actorOf(1).personId),
    {
      limit: 10,
    },
  );
  return page.items.map(({ value }) => value);
};
/** A form as a phone may send it: every input null. */
const nulls = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, null]));
const CHOICES = { zone: 'Europe/Berlin', language: 'en-GB', offers: 'personal' };
const QUIET = { quietFrom: '20:00', quietTo: '07:00' };

describe('an input that is null', () => {
  it('counts as left empty in settings', async () => {
    await world.press(1, 'settings.set', { form: 'whole', kinds: 'dpor', ...QUIET, ...CHOICES });
    const set = { form: 'whole', kinds: 'dpor,claims', ...nulls('quietFrom', 'quietTo'), ...CHOICES };

    expect(textOf(cardIn(await world.press(1, 'settings.set', set)))).toContain(
      say({ locale: 'en' }, 'settings.state.saved'),
    );
    expect(await settings()).toMatchObject({
      quiet: null,
      muted: ['referrals', 'cases', 'renewals', 'expiries', 'left', 'weekly'],
    });
  });

  it('counts as left empty from a client that names only what it changes', async () => {
    await world.press(1, 'settings.set', { ...QUIET, zone: 'Asia/Tokyo' });
    await world.press(1, 'settings.set', { kinds: 'dpor', quietFrom: null, quietTo: null, zone: null });

    expect(await settings()).toMatchObject({ quiet: null, zone: 'Asia/Tokyo' });
  });

  it('counts as left empty in a claim that does not need it', async () => {
    const submitted = await world.press(
      1,
      'claim.submit',
      filledIn({ ...nulls('comments', 'sellerName', 'isvProduct', 'customerTenantId', 'draftId') }),
    );

    expect(cardIn(submitted)).toBeDefined();
    expect(await world.claims()).toHaveLength(1);
  });

  it('brings the form back where it is needed, with nothing stored', async () => {
    const card = cardIn(await world.press(1, 'claim.submit', filledIn({ activity: null, evidence: null })));

    expect(textOf(card)).toMatch(wording('claim-refusals.no-activity'));
    expect(JSON.stringify(card)).toContain('We moved 1,250 mailboxes.');
    expect(await world.claims()).toEqual([]);
  });

  it.each([
    ['referrals.list', { partnerId: contoso, ...nulls('status', 'kind', 'customer', 'after', 'referral') }],
    ['claims.list', { partnerId: contoso, ...nulls('status', 'target', 'customer', 'after', 'claimId') }],
    ['associations.list', { partnerId: contoso, ...nulls('customer', 'after', 'customerId') }],
    ['scores.show', nulls('globalId', 'area')],
    ['referrals.pause', { partnerId: contoso, reason: null }],
  ])('counts as left out in %s', async (verb, data) => {
    expect('card' in (await world.press(1, verb, data))).toBe(true);
  });
});

describe('a form that lost its inputs', () => {
  it.each([
    ['nothing but its button', { form: 'whole' }],
    [
      'null for each',
      { form: 'whole', ...nulls('kinds', 'quietFrom', 'quietTo', 'zone', 'language', 'offers') },
    ],
    ['null for each, and no more', nulls('kinds', 'quietFrom', 'quietTo', 'zone', 'language')],
    ['texts alone', { form: 'whole', kinds: '', quietFrom: '', quietTo: '' }],
  ])('changes no settings: %s', async (_case, data) => {
    await world.press(1, 'settings.set', { form: 'whole', kinds: 'dpor', ...QUIET, ...CHOICES });
    const before = await settings();

    const card = cardIn(await world.press(1, 'settings.set', data));

    expect(await settings()).toEqual(before);
    expect(textOf(card)).toContain(say({ locale: 'en' }, 'settings.state.not-saved'));
  });

  it('mutes nothing where a choice came along', async () => {
    await world.press(1, 'settings.set', { form: 'whole', ...CHOICES });

    // The one list of several that can be left empty.
    expect((await settings())?.muted).toEqual(TOPICS);
  });

  it.each([
    ['nothing', {}],
    ['null for each', nulls('partnerId', 'activity', 'customerId', 'target', 'comments')],
    ['a text without the choices that had been made', { comments: 'Later' }],
  ])('leaves a draft as it was, and shows it: %s', async (_case, data) => {
    await world.press(1, 'claim.draft', filledIn());
    const before = await drafts();

    const card = cardIn(await world.press(1, 'claim.draft', { intent: 'intent-1', ...data }));

    expect(await drafts()).toEqual(before);
    expect(textOf(card)).toMatch(wording('chat.lost.draft'));
    expect(JSON.stringify(card)).toContain('We moved 1,250 mailboxes.');
  });

  it('makes no draft of nothing', async () => {
    cardIn(await world.press(1, 'claim.draft', { intent: 'intent-1' }));

    expect(await drafts()).toEqual([]);
  });

  it.each(['claim.submit', 'claim.form'])('shows its draft again: %s', async (verb) => {
    await world.press(1, 'claim.draft', filledIn());

    const card = cardIn(await world.press(1, verb, { intent: 'intent-1' }));

    expect(JSON.stringify(card)).toContain('We moved 1,250 mailboxes.');
    expect(await world.claims()).toEqual([]);
  });

  it.each([
    ['claim.delete-draft', {}],
    ['claim.show', {}],
    ['claim.show', { claimId: null }],
    ['associations.show', { customerId: null, customer: '' }],
    ['referral.show', { referral: null, status: 'any' }],
    ['profile.show', {}],
    ['pause.show', { partnerId: null }],
    ['settings.set', {}],
  ])('brings its card back and does nothing: %s %j', async (verb, data) => {
    expect('card' in (await world.press(1, verb, data))).toBe(true);
  });

  it.each(['profile.show', 'pause.show', 'referral.show', 'associations.show'])(
    'asks again which of several locations is meant: %s',
    async (verb) => {
      const uk = PartnerId.parse('1009');
      await seedLocation(world.context.documents, location({ partnerId: uk, name: 'Contoso Ltd (UK)' }), [
        contact(uk, 1, { role: 'program-admin' }),
      ]);
      const standings = [contoso, uk].map((partnerId) => ({
        partnerId,
        globalId: null,
      }));
      const { person: one, ...speaking } = world.speaking(1);

      const answer = await registryPress({ ...speaking, person: { ...one, standings } }, verb, {});

      expect(JSON.stringify(cardIn(answer))).toContain('Contoso Ltd (UK)');
    },
  );

  it('deletes no draft', async () => {
    await world.press(1, 'claim.draft', filledIn());
    await world.press(1, 'claim.delete-draft', { draftId: null });

    expect(await drafts()).toHaveLength(1);
  });

  it('shows no card of a person where others read along', async () => {
    const { createRegistry } = await import('../../src/capabilities.ts');
    const { runPress } = await import('../../src/bot/invoke.ts');
    const shared = { ...world.speaking(1), shared: true };

    const answer = await runPress(createRegistry().actions, shared, {
      verb: 'referral.show',
      data: {},
      automatic: false,
    });

    expect(answer).toMatchObject({ refused: 'invalid' });
  });
});
