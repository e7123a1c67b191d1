import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { introducing } from '../../src/usecases/imports/people.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { recognise, type Sighting } from '../../src/usecases/memberships/recognise.ts';
import { contosoTenant } from '../support/referrals.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, person } from '../support/seed.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(PartnerId.parse('1001'), [], { languages: ['de', 'en'], country: 'AT' });
});
afterEach(() => world.close());

const sighting: Sighting = {
  tenantId: contosoTenant,
  aadObjectId: aad(7),
  name: 'Person 7',
  locale: undefined,
  timeZone: undefined,
  conversation: undefined,
};
const seen = (more: Partial<Sighting>) =>
  recognise(world.context, { ...sighting, ...more }, undefined, false, () => Promise.resolve(undefined));

describe('somebody new', () => {
  it('reads as their tenant does, until their client says how', async () => {
    expect(await seen({})).toMatchObject({ locale: 'de-AT' });
    expect(await seen({ locale: 'fr-FR' })).toMatchObject({ locale: 'fr-FR' });
    expect(await seen({})).toMatchObject({ locale: 'fr-FR' });
  });

  it('reads as their tenant does when an import names them', async () => {
    const row = { tenantId: contosoTenant, aadObjectId: aad(7), name: 'Person 7', email: '' };
    const made = await introducing(world.context.documents, row);
    await world.context.documents.commit(made?.partition ?? '', made === undefined ? [] : [made.change]);
    const stored = await world.context.documents.get(PersonDocument, made?.partition ?? '', 'person');

    expect(stored?.value).toMatchObject({ personId: person(7).personId, locale: 'de-AT' });
  });
});
