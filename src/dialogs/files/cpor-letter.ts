import { cporCard } from '../../cards/associations/cpor.ts';
import { cporLetter } from '../../cards/associations/cpor-letter.ts';
import { fileName } from '../../cards/files/file-name.ts';
import { letterFile } from '../../cards/kit/letter-file.ts';
import { clean } from '../../cards/kit/text.ts';
import { customerTitle } from '../../cards/associations/product.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { atCustomer } from '../../usecases/portfolio/guide.ts';
import { say } from '../../words/say.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** The letter that explains CPOR to a customer: for a location that stands or stood with it. */
export async function makeCporLetter(
  { context, actor, reader }: Speaking,
  { partnerId, customerId }: FileOfKind<'cpor-letter'>,
): Promise<Result<MadeFile, NotMade>> {
  const found = await atCustomer(context, actor, { partnerId, customerId });
  if (!found.ok) return refuse({ code: 'forbidden' });
  const view = found.value;
  const customer = clean(customerTitle(view.customerName, customerId, reader));
  return ok({
    name: fileName(say(reader, 'cpor.file.name', { customer }), 'eml'),
    description: say(reader, 'cpor.file.description', { customer }),
    bytes: await letterFile(cporLetter(view, actor.name), reader.now),
    card: cporCard(view, actor.name, reader),
  });
}
