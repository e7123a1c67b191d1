import { plain } from '../kit/text.ts';

/** Who changed it, for a fact. Sources write a name, an address, or an id of their own, which tells nobody anything. */
export function changedBy(text: string): string {
  return /^[0-9a-f-]{36}$/i.test(text) ? 'somebody at the customer' : plain(text, 80);
}
