import { z } from 'zod';
import { AadObjectId, GlobalId, PartnerId, PersonId, TenantId } from '../shared/ids.ts';
import { Program } from '../shared/catalogue.ts';
import { Instant } from '../shared/time.ts';
import { DEFAULT_SETTINGS, Settings } from './settings.ts';

/** Where a person's chat with the bot is, as last seen on a verified activity. Ours, not the SDK's dump. */
export const ConversationReference = z.object({
  conversationId: z.string(),
  serviceUrl: z.string(),
  /** The person's id in this chat (`29:…`), specific to this bot. */
  userId: z.string(),
  botId: z.string(),
});
export type ConversationReference = z.infer<typeof ConversationReference>;

/** A projection of the rosters: at which locations a person stands. A hint where to look, never a right. */
export const Standing = z.object({ partnerId: PartnerId, globalId: GlobalId.nullable() });
export type Standing = z.infer<typeof Standing>;

/** A person as Porter knows them: identity, where to reach them, how they read. */
export const Person = z.object({
  personId: PersonId,
  tenantId: TenantId,
  aadObjectId: AadObjectId,
  name: z.string(),
  /** Lower case, from Teams' roster or an import; `null` until known. */
  email: z.string().nullable(),
  /** BCP 47: as the client last sent it, if Porter has that language; until then that of the tenant. */
  locale: z.string(),
  /** IANA zone, as the client last sent it. */
  timeZone: z.string(),
  conversation: ConversationReference.nullable(),
  /** Since when nothing gets through (app removed or blocked), and the status that said so. */
  unreachable: z.object({ since: Instant, status: z.number().int() }).nullable(),
  welcomedAt: Instant.nullable(),
  /** Since when they write to Porter themselves; absent: they only read what they are sent, or pressed a button of it. */
  wroteAt: Instant.optional(),
  standings: z.array(Standing),
  operator: z.boolean(),
  /** Teams' roster has them as a guest, or of another organisation; absent: not known to be one. */
  outsider: z.boolean().optional(),
  /** The chat in which a dialog of several steps is under way; `null` saves reading its state on every message. */
  dialogIn: z.string().nullable(),
  /** The location that they last asked about, of several; absent until then. A hint, never a right. */
  lastPartnerId: PartnerId.optional(),
  /** The membership that they chose last, of several; absent until then. A hint, never a right. */
  lastMembership: z.object({ partnerId: PartnerId, program: Program }).optional(),
  settings: Settings,
});
export type Person = z.infer<typeof Person>;

/**
 * Somebody not known before: nothing is known of how they read or where to reach them.
 *
 * @param tenantLocale how their organisation reads; absent: English
 */
export function newPerson(
  { personId, tenantId, aadObjectId, name }: Pick<Person, 'personId' | 'tenantId' | 'aadObjectId' | 'name'>,
  tenantLocale = 'en-GB',
): Person {
  return {
    personId,
    tenantId,
    aadObjectId,
    name,
    email: null,
    locale: tenantLocale,
    timeZone: 'UTC',
    conversation: null,
    unreachable: null,
    welcomedAt: null,
    standings: [],
    operator: false,
    dialogIn: null,
    settings: DEFAULT_SETTINGS,
  };
}

/**
 * How a person reads: as they have set it, else as their client says, else as their tenant does. A language that is set
 * without a region is written as in the region that their client is in, where it is spoken there.
 */
export function readsAs({ settings, locale, timeZone }: Pick<Person, 'settings' | 'locale' | 'timeZone'>): {
  readonly locale: string;
  readonly timeZone: string;
} {
  const { language, zone } = settings;
  const isSame = language === null || locale.startsWith(`${language}-`);
  return { locale: isSame ? locale : language, timeZone: zone ?? timeZone };
}

/** Programme staff, from `operators.csv`. */
export const Operator = z.object({
  tenantId: TenantId,
  aadObjectId: AadObjectId.nullable(),
  personId: PersonId.nullable(),
  name: z.string(),
  email: z.string(),
});
export type Operator = z.infer<typeof Operator>;

/** Who is speaking: from the verified activity, never from what a card or a message says. */
export interface Actor {
  readonly personId: PersonId;
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
}
