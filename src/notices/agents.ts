import { confirmationCard } from '../cards/agents/confirmation.ts';
import type { agentNotices } from '../domain/agents/notices.ts';
import { findConfirmation } from '../usecases/agents/answer.ts';
import type { MakersOf } from './maker.ts';

export const agentNoticeMakers: MakersOf<typeof agentNotices> = {
  async 'agent-asks'({ context, subject, person, reader }) {
    const found = await findConfirmation(context, person.personId, subject.confirmationId);
    return found === undefined ? undefined : confirmationCard(found.value, reader);
  },
};
