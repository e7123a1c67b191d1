import { confirmationCard } from '../../src/cards/agents/confirmation.ts';
import { locationAgentsCard } from '../../src/cards/agents/location.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { ConfirmationId, newConfirmation } from '../../src/domain/agents/confirmation.ts';
import { contoso, intakeShown } from './intake-cards.ts';
import { inDays, noon } from './referrals.ts';

/** What an agent asked for: to decline a referral, in words. */
export const confirmation = newConfirmation(
  ConfirmationId.parse('5c000000-0000-4000-8000-000000000001'),
  {
    verb: 'referral.decline',
    data: { referralId: 'R-1', part: 1, reason: 'capacity', notes: 'Two *migrations* at once' },
    about: 'Benefit referral: Tailspin Toys',
    client: { id: '33333333-2222-4333-8444-555555555555', name: 'vscode' },
  },
  noon,
);

const CASE = {
  intent: 'i',
  partnerId: '1001',
  program: 'FRP',
  kind: 'payment-dispute',
  text: 'Two *migrations* at once',
};
const ITEM = { partnerId: '1001', program: 'FRP', item: 'references' };

/** What assistants ask for, as it goes on, and whether a location allows them. */
export function agentCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const confirmed = { ...confirmation, answer: 'confirmed', answeredAt: noon } as const;
  const { rights } = intakeShown(contoso(), noon);
  const member = { ...rights, role: 'program-member' } as const;
  const said = 'Benefit referral: Tailspin Toys';
  return {
    'an assistant asks': confirmationCard(confirmation, reader),
    'confirmed, under way': confirmationCard(confirmed, reader),
    'confirmed and done': confirmationCard({ ...confirmed, outcome: 'done', said }, reader),
    'confirmed, and nothing to change': confirmationCard(
      { ...confirmed, outcome: 'unchanged', said },
      reader,
    ),
    'a case, asked for': confirmationCard({ ...confirmation, verb: 'case.open', data: CASE }, reader),
    'a renewal, asked for': confirmationCard({ ...confirmation, verb: 'renewal.tick', data: ITEM }, reader),
    'confirmed and refused': confirmationCard({ ...confirmed, outcome: 'refused' }, reader),
    refused: confirmationCard({ ...confirmation, answer: 'refused', answeredAt: noon }, reader),
    expired: confirmationCard({ ...confirmation, until: inDays(-1) }, reader),
    'assistants of a location': locationAgentsCard({ rights, allowed: true }, reader),
    'assistants switched off': locationAgentsCard({ rights, allowed: false }, reader),
    'assistants, to a member': locationAgentsCard({ rights: member, allowed: true }, reader),
  };
}
