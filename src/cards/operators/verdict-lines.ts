import type { Matching, Verdict } from '../../domain/referrals/matching.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { clean, plain } from '../kit/text.ts';

/** The verdicts in the order in which they are listed. */
const VERDICTS: readonly Verdict[] = [
  'chosen',
  'not-in-turn',
  'covers-some',
  'paused',
  'endorsement',
  'industry',
  'size',
  'language',
  'country',
  'membership',
  'referral-ready',
  'let-go',
  'own-partner',
];

const MAX_NAMES = 50;

/** One line a verdict: "**Language (2)**: Contoso Germany 1002 and Fabrikam 1003". */
export function verdictLines(
  considered: NonNullable<Matching['considered']>,
  reader: Reader,
): { readonly line: Text }[] {
  return VERDICTS.flatMap((verdict) => {
    const found = considered.filter((location) => location.verdict === verdict);
    return found.length === 0 ? [] : [{ line: verdictLine(verdict, found, reader) }];
  });
}

function verdictLine(verdict: Verdict, found: NonNullable<Matching['considered']>, reader: Reader): Text {
  const names = found
    .slice(0, MAX_NAMES)
    .map(({ name, partnerId }) => plain(`${clean(name, 60)} ${partnerId}`));
  const rest = found.length - names.length;
  const more = rest > 0 ? [say(reader, 'operators.verdict.more', { count: rest })] : [];
  return say(reader, 'operators.verdict.line', {
    verdict: say(reader, `operators.verdict.${verdict}`),
    count: found.length,
    names: listOf([...names, ...more], reader),
  });
}
