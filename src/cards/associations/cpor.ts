import { z } from 'zod';
import type { Location } from '../../domain/referrals/location.ts';
import { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { languageName, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { draftLink, letterText } from '../kit/letter.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { languageOf } from '../../words/language.ts';
import { button, type Button } from './button.ts';
import { cporLetter } from './cpor-letter.ts';
import { customerTitle } from './product.ts';

/** A customer to whom CPOR is to be explained. */
export interface CporView {
  readonly location: Pick<Location, 'partnerId' | 'name'>;
  readonly mayClaim: boolean;
  readonly customerId: CustomerId;
  readonly customerName: string;
  /** BCP 47; `''`: not known. */
  readonly language: string;
}

interface CporData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly letter: {
    readonly subject: Text;
    /** No Markdown, so that they are copied as they stand. */
    readonly lines: readonly { readonly line: string }[];
    readonly mailto: string;
  };
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
  readonly buttons: readonly Button[];
}

const render = cardTemplate<CporData>('cpor');

/** What to tell a customer of CPOR before anything is claimed, and the letter that says it in the customer's language. */
export function cporCard(view: CporView, sender: string, reader: Reader): AdaptiveCard {
  const { location, customerId, mayClaim } = view;
  const { partnerId } = location;
  const name = customerTitle(view.customerName, customerId, reader);
  const letter = cporLetter(view, sender);
  const language = languageName(languageOf(view.language), reader);
  return render(
    {
      fallbackText: say(reader, 'cpor.fallback', { customer: clean(name) }),
      head: head(say(reader, 'cpor.kind'), location.name, name),
      lines: [
        say(reader, 'cpor.intro', { language }),
        say(reader, 'cpor.nothing'),
        say(reader, 'cpor.admin'),
        say(reader, 'planning.eligibility.note.automatic'),
      ],
      letter: {
        subject: plain(letter.subject),
        lines: letterText(letter)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => ({ line })),
        mailto: draftLink(letter),
      },
      partnerId,
      customerId,
      buttons: [
        ...(mayClaim
          ? [button(say(reader, 'associations.show.new-claim'), 'claim.new', { partnerId, customerId })]
          : []),
        button(say(reader, 'dpor.button.customer'), 'associations.show', { customerId }),
      ],
    },
    reader,
  );
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const CporExplainPress = z.strictObject({
  verb: z.literal('cpor.explain'),
  data: z.strictObject({ partnerId: PartnerId, customerId: CustomerId }),
});
