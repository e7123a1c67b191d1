import type { Text } from '../../words/text.ts';
import { plain } from '../kit/text.ts';

/**
 * Who changed it, for a fact. Sources write a name, an address, or an id of their own, which tells nobody whose it is.
 * @returns undefined for such an id
 */
export function changedBy(text: string): Text | undefined {
  return /^[0-9a-f-]{36}$/i.test(text) ? undefined : plain(text, 80);
}
