import { z } from 'zod';
import { ConversationReference } from '../memberships/person.ts';
import { PersonId, TenantId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** A Teams channel as somebody to tell: where it is, and how those read who set it up. */
export const Channel = z.object({
  /** Its own, in the same room of ids as people's; its lane goes by it. */
  personId: PersonId,
  tenantId: TenantId,
  /** BCP 47. */
  locale: z.string(),
  /** IANA zone. */
  timeZone: z.string(),
  /** The channel itself, not one of its threads; `userId` is empty. */
  conversation: ConversationReference,
  /** Since when nothing gets through, until a right word is said there again. */
  unreachable: z.object({ since: Instant, status: z.number().int() }).nullable(),
});
export type Channel = z.infer<typeof Channel>;
