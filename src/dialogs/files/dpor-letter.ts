import { dporLetter } from '../../cards/associations/dpor-letter.ts';
import { dporRequestCard } from '../../cards/associations/dpor-request.ts';
import { fileName } from '../../cards/files/file-name.ts';
import { letterFile } from '../../cards/kit/letter-file.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { findDporAsk } from '../../usecases/associations/request-dpor.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { clean } from '../../cards/kit/text.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** The letter that asks a customer for the DPOR of a subscription: for a location that may ask for it now. */
export async function makeDporLetter(
  { context, actor, reader }: Speaking,
  { subscriptionId, partnerId }: FileOfKind<'dpor-letter'>,
): Promise<Result<MadeFile, NotMade>> {
  const view = await findDporAsk(context, actor, { subscriptionId, partnerId });
  if (view === undefined) return refuse({ code: 'forbidden' });
  const card = dporRequestCard(view, actor.name, reader);
  if (view.standing !== 'open') {
    return refuse({ code: 'over', why: say(reader, 'dpor.file.over'), card });
  }
  const letter = dporLetter(view, actor.name);
  const customer = clean(view.customer.name);
  return ok({
    name: fileName(say(reader, 'dpor.file.name', { customer }), 'eml'),
    description:
      customer === NONE
        ? say(reader, 'dpor.file.description-unnamed')
        : say(reader, 'dpor.file.description', { customer }),
    bytes: await letterFile(letter, reader.now),
    card,
  });
}
