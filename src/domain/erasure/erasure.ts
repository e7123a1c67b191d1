import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { AadObjectId, PartnerId, PersonId, TenantId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** What tells a person in what is stored: needed while they are being erased, and gone with the end of it. */
export const Traces = z.object({
  tenantId: TenantId,
  aadObjectId: AadObjectId,
  personId: PersonId,
  /** As rosters, Teams and imports spell it. */
  names: z.array(z.string()),
  emails: z.array(z.string()),
  /** Ids of theirs in Teams: the chat, and `29:…`. */
  chats: z.array(z.string()),
});
export type Traces = z.infer<typeof Traces>;

/**
 * `waiting`: a membership would be left without a program admin, so nothing has been touched. `running`: what is left to be
 * done says `step`. `done`: nothing of the person is left but the pseudonym.
 */
export const ErasureState = z.enum(['waiting', 'running', 'done']);

/** The erasure of one person. */
export const Erasure = z.object({
  /** A random uuid: what stands in histories from then on, in place of the object id. It follows from nothing. */
  pseudonym: z.uuid(),
  state: ErasureState,
  askedAt: Instant,
  /** `restored`: a copy was put back from before it. */
  askedBy: z.enum(['oneself', 'operator', 'restored']),
  /** The step to be done next, by its place. */
  step: z.number().int().min(0),
  /** Whether this round through the store has changed anything: then there is another. */
  isDirty: z.boolean(),
  rounds: z.number().int().min(0),
  /** Memberships that would be left without a program admin. */
  waitsFor: z.array(z.object({ partnerId: PartnerId, program: Program })),
  /** Records that carry the pseudonym, and records that are gone. */
  kept: z.number().int().min(0),
  removed: z.number().int().min(0),
  doneAt: Instant.nullable(),
  /** Absent once nothing is left to look for. */
  traces: Traces.optional(),
  /** From then on: the keyed hashes under which the person stays erased. */
  hashes: z.array(z.string()).optional(),
});
export type Erasure = z.infer<typeof Erasure>;

/**
 * What an import and a first message are held against: a keyed hash (its id) of an object id or an address, so that nobody
 * who was erased comes back by it. It says nothing of whom it stands for.
 */
export const Tombstone = z.object({ pseudonym: z.uuid(), at: Instant });
export type Tombstone = z.infer<typeof Tombstone>;

/** An erasure that has just been asked for. */
export function newErasure(
  traces: Traces,
  asked: Pick<Erasure, 'pseudonym' | 'askedBy' | 'askedAt' | 'waitsFor'>,
): Erasure {
  return {
    ...asked,
    state: asked.waitsFor.length > 0 ? 'waiting' : 'running',
    step: 0,
    isDirty: false,
    rounds: 0,
    kept: 0,
    removed: 0,
    doneAt: null,
    traces,
  };
}

/** What an erased person is called where a name is kept: short, in no language, and nobody's. */
export function nameOfPseudonym(pseudonym: string): string {
  return `P-${pseudonym.slice(0, 8)}`;
}

/** An address that reaches nobody, ever. Source: RFC 2606, section 2. */
export function addressOfPseudonym(pseudonym: string): string {
  return `p-${pseudonym.slice(0, 8)}@erased.invalid`;
}
