import type { FieldFault } from '../../domain/cases/asked.ts';
import { MAX_LINKS } from '../../domain/claims/links.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';

/** What is wrong with a field, beside it; `''`: nothing. */
export function faultText(fault: FieldFault | undefined, reader: Reads): Text {
  if (fault === undefined) return NONE;
  switch (fault.code) {
    case 'too-long':
      return say(reader, 'cases.fault.too-long', { most: fault.most });
    case 'too-many-links':
      return say(reader, 'cases.fault.too-many-links', { most: MAX_LINKS });
    case 'not-a-link':
      return say(reader, 'cases.fault.not-a-link', { line: fault.line });
    default:
      return say(reader, `cases.fault.${fault.code}`);
  }
}
