import type { Matching, Verdict } from '../../domain/referrals/matching.ts';
import { plain } from '../kit/text.ts';

/** What each verdict says of the locations behind it, in the order in which they are listed. */
const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ['chosen', 'Chosen'],
  ['not-in-turn', 'Meet every criterion, others came first'],
  ['covers-some', 'Cover some of the workloads, another set came first'],
  ['paused', 'Paused'],
  ['endorsement', 'Not endorsed for the workloads'],
  ['industry', 'Industry'],
  ['size', 'Customer size'],
  ['language', 'Language'],
  ['country', 'Country'],
  ['membership', 'No membership in force for this kind of referral'],
  ['referral-ready', 'Not ready for referrals'],
  ['let-go', 'Had it before'],
  ['own-partner', 'Left out: whoever ordered it holds a role there, or may come to'],
];

const MOST_NAMES = 50;

/** One line a verdict: "**Language (2)**: Contoso Germany 1002, Fabrikam 1003". */
export function verdictLines(considered: NonNullable<Matching['considered']>): { readonly line: string }[] {
  return VERDICTS.flatMap(([verdict, title]) => {
    const found = considered.filter((location) => location.verdict === verdict);
    if (found.length === 0) return [];
    const names = found.slice(0, MOST_NAMES).map(({ name, partnerId }) => `${plain(name, 60)} ${partnerId}`);
    const more = found.length > MOST_NAMES ? [`${found.length - MOST_NAMES} more`] : [];
    return [{ line: `**${title} (${found.length})**: ${[...names, ...more].join(', ')}` }];
  });
}
