import { messageCard } from '../chat/message.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, listed } from '../kit/text.ts';

/**
 * For somebody with a role, but none for incentives: the rule, and who could.
 *
 * @param names of who holds an incentive role where the reader has another
 */
export function noClaimsCard(names: readonly string[]): AdaptiveCard {
  const who =
    names.length === 0
      ? 'A program admin of your location can ask the operators to give somebody one.'
      : `${listed(names.map(bold))} ${names.length === 1 ? 'has' : 'have'} one and can claim.`;
  return messageCard({
    kind: 'CPOR claims',
    subject: 'Claims need an incentive role',
    lines: ['Only incentive admins and incentive users of a location see and submit its claims.', who],
  });
}
