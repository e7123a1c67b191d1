import { noAccessCard } from '../chat/cards.ts';
import { messageCard } from '../chat/message.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, listed } from '../kit/text.ts';

/** For somebody without an incentive role: the rule, and who could. */
export function noClaimsCard({
  hasRole,
  names,
}: {
  readonly hasRole: boolean;
  readonly names: readonly string[];
}): AdaptiveCard {
  if (!hasRole) return noAccessCard([]);
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
