import type { LICENSINGS } from '../../domain/shared/catalogue.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';

const WORDS = {
  EA: 'ea',
  'CASA/EES': 'casa-ees',
  MOSA: 'mosa',
  CSP: 'csp',
  'CSP-legacy': 'csp-legacy',
  MPSA: 'mpsa',
} as const satisfies { readonly [id in (typeof LICENSINGS)[number]]: string };

/** How a subscription was bought, as people call it. */
export function licensingName(id: (typeof LICENSINGS)[number], reader: Reads): Text {
  return say(reader, `claim-refusals.licensing.${WORDS[id]}`);
}
