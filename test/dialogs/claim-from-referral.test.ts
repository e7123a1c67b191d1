import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ReferralId } from '../../src/domain/shared/ids.ts';
import { decideReferral } from '../../src/usecases/referrals/decide.ts';
import { openReferral } from '../../src/usecases/referrals/open.ts';
import { wholeCardOf } from '../../src/dialogs/referrals/card-of.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { cardIn, claimWorld, contoso, type ClaimWorld } from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { tailspin } from '../support/referrals.ts';

const at = { referralId: ReferralId.parse('R-1'), part: 1, offer: 1 };

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
  await world.receive(at.referralId);
});
afterEach(() => world.close());

async function accepted(number: number) {
  await decideReferral(world.context, actorOf(1), at, { verb: 'accept' }, 'op');
  await world.runner.drain();
  const opened = await openReferral(world.context, actorOf(number), at);
  if (!opened.ok) throw new Error('not open');
  return wholeCardOf(world.speaking(number), opened.value);
}

it('leads from an accepted referral to the form with its customer filled in', async () => {
  const card = await accepted(1);

  const button = actionsOf(card).find(({ verb }) => verb === 'claim.new');
  expect(button?.data).toEqual({ partnerId: contoso, customerId: tailspin });
  expect(cardFaults(card)).toEqual([]);
  const form = cardIn(await world.press(1, 'claim.new', button?.data as object));
  expect(textOf(form)).toContain(`Tailspin Toys: ${tailspin}`);
  const done = await world.press(1, 'claim.submit', {
    intent: 'i',
    partnerId: contoso,
    customerId: tailspin,
    activity: 'usage-only',
    target: 'teams',
  });
  expect(textOf(cardIn(done))).toContain('Customer: Tailspin Toys');
});

it('does not lead there whoever may not claim', async () => {
  expect(actionsOf(await accepted(3)).map(({ verb }) => verb)).not.toContain('claim.new');
});
