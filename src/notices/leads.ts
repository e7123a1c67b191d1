import { leadCard } from '../cards/leads/lead.ts';
import type { leadNotices } from '../domain/leads/notices.ts';
import { findLead, shownLead } from '../usecases/leads/find.ts';
import type { MakersOf } from './maker.ts';

export const leadNoticeMakers: MakersOf<typeof leadNotices> = {
  lead: async ({ context, subject, person, reader }) => {
    const found = await findLead(context, person, subject);
    return found && leadCard(shownLead(found.stored.value, found), reader);
  },
};
