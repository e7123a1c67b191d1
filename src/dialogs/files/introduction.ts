import { fileName } from '../../cards/files/file-name.ts';
import { letterFile } from '../../cards/kit/letter-file.ts';
import { clean } from '../../cards/kit/text.ts';
import { introduction } from '../../cards/referrals/introduction.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { partiesOf } from '../../domain/referrals/parties.ts';
import { currentOffer } from '../../domain/referrals/referral.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { openReferral } from '../../usecases/referrals/open.ts';
import { say } from '../../words/say.ts';
import { wholeCardOf } from '../referrals/card-of.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** The letter that introduces the parties of a referral to the customer: for its location, while it has accepted it. */
export async function makeIntroduction(
  speaking: Speaking,
  ref: FileOfKind<'introduction'>,
): Promise<Result<MadeFile, NotMade>> {
  const opened = await openReferral(speaking.context, speaking.actor, ref);
  if (!opened.ok) return refuse({ code: 'forbidden' });
  const card = wholeCardOf(speaking, opened.value);
  const { referral, part, offer, rights } = opened.value.view;
  if (offer.status !== 'accepted' || currentOffer(part) !== offer) {
    return refuse({ code: 'over', why: say(speaking.reader, 'referrals.introduction.over'), card });
  }
  const parties = partiesOf(referral, part.part);
  const letter = introduction(referral, part, offer, rights.location, parties);
  const customer = clean(referral.customer.name);
  return ok({
    name: fileName(say(speaking.reader, 'referrals.introduction.name', { customer }), 'eml'),
    description: say(speaking.reader, 'referrals.introduction.description', { customer }),
    bytes: await letterFile(letter, speaking.reader.now),
    card,
  });
}
