import { leadCard } from '../cards/leads/lead.ts';
import type { leadNotices } from '../domain/leads/notices.ts';
import { findLead } from '../usecases/leads/find.ts';
import type { MakersOf } from './maker.ts';

export const leadNoticeMakers: MakersOf<typeof leadNotices> = {
  lead: async ({ context, subject, person, reader }) => {
    const found = await findLead(context, person, subject);
    return found && leadCard({ lead: found.stored.value, partnerName: found.location.name }, reader);
  },
};
