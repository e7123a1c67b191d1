import { expect, it } from '@jest/globals';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelSetCard } from '../../src/cards/referrals/channel.ts';
import { channelOfferCard } from '../../src/cards/referrals/channel-offer.ts';
import { referralOfferCard } from '../../src/cards/referrals/offer.ts';
import { currentOffer, type Part } from '../../src/domain/referrals/referral.ts';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { intakeCards, contoso, readerAt } from '../support/intake-cards.ts';
import { noon, offer, referral } from '../support/referrals.ts';
import { renderCards } from '../support/render-cards.ts';
import { aad } from '../support/seed.ts';

const DOCS = new URL('../../docs/', import.meta.url).pathname;

/** What the desk shows, for the eye: by Microsoft's renderer in Teams' colours, as wide as a phone. */
it('draws the cards of the desk in both themes at the width of a phone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'porter-cards-'));
  const reader = readerAt(noon);
  const location = contoso();
  const decided = { decidedAt: noon, decidedBy: { by: aad(1), name: 'Dana Okafor' } };
  const shared = (own: Part['offers'][number]) => {
    const others: Part = {
      part: 2,
      workloads: ['intune'],
      offers: [
        offer({ partnerId: PartnerId.parse('2002'), partnerName: 'Fabrikam Inc. (US)', status: 'accepted' }),
      ],
      redirect: null,
    };
    const part: Part = { part: 1, workloads: ['teams', 'exchange'], offers: [own], redirect: null };
    return {
      referral: referral({ parts: [part, others] }),
      part,
      offer: currentOffer(part) ?? own,
      location,
    };
  };
  const figures = { ...newQuarter(quarterOf(noon)), accepted: 4, declined: 1, timedOut: 0 };
  const accepted = shared(
    offer({
      status: 'accepted',
      ...decided,
      journal: [
        { at: noon, by: aad(1), name: 'Dana Okafor', text: 'First talk on Friday; they expect a plan.' },
      ],
      followUp: '2026-11-27',
    }),
  );
  const faces = intakeCards();
  const cards = [
    referralOfferCard({ ...shared(offer()), figures }, reader),
    referralOfferCard(accepted, reader),
    channelOfferCard(accepted, reader),
    channelSetCard('benefit', location, reader),
    ...['may pause', 'paused', 'profile'].flatMap((face) => faces[face] ?? []),
  ];
  try {
    await renderCards(cards, folder);
    expect(await readdir(folder)).toContain('dark-320.png');
    for (const theme of ['light', 'dark']) {
      await copyFile(join(folder, `${theme}-320.png`), join(DOCS, `cards-${theme}.png`));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
