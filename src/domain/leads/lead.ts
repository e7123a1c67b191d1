import { z } from 'zod';
import { PartnerId, PersonId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

/**
 * A co-sell lead: a customer that Microsoft, or another partner, refers to a location in Partner Center. It is no referral of
 * the FastTrack programme: nothing is matched, and it counts neither in the round robin nor in the acceptance rate.
 * Source: Microsoft Learn, "Referral resources", Partner Center REST API, 2023-10.
 */
export const LeadId = z.guid().toLowerCase().brand<'LeadId'>();
export type LeadId = z.infer<typeof LeadId>;

/** A closed lead stays closed. */
export const LEAD_STATUSES = ['New', 'Active', 'Closed'] as const;
export const LeadStatus = z.enum(LEAD_STATUSES);
export type LeadStatus = z.infer<typeof LeadStatus>;

export const LEAD_SUBSTATUSES = [
  'None',
  'Pending',
  'Received',
  'Accepted',
  'Won',
  'Lost',
  'Declined',
  'Expired',
] as const;
export const LeadSubstatus = z.enum(LEAD_SUBSTATUSES);
export type LeadSubstatus = z.infer<typeof LeadSubstatus>;

/** What Partner Center says of a lead. */
export const LeadFacts = z.object({
  leadId: LeadId,
  /** What the sender calls it. */
  name: z.string(),
  customerName: z.string(),
  /** ISO 3166 alpha-2; `''`: not said. */
  country: z.string(),
  city: z.string(),
  /** As Partner Center writes it: "51to250employees". */
  size: z.string(),
  contact: z.object({ name: z.string(), email: z.string(), phone: z.string() }).nullable(),
  notes: z.string(),
  dealValue: z.number().min(0).nullable(),
  /** ISO 4217; `''`: not said. */
  currency: z.string(),
  closesOn: Day.nullable(),
  status: LeadStatus,
  substatus: LeadSubstatus,
  createdAt: Instant,
  updatedAt: Instant,
  expiresAt: Instant.nullable(),
  /** As Partner Center gave it, quotes included: a change names it. */
  etag: z.string(),
});
export type LeadFacts = z.infer<typeof LeadFacts>;

export const LeadMove = z.enum(['accept', 'decline', 'won', 'lost']);
export type LeadMove = z.infer<typeof LeadMove>;

/** What somebody answered in chat. */
export const LeadAnswer = z.object({
  move: LeadMove,
  /** Said with a decline; `''`: nothing. */
  reason: z.string(),
  at: Instant,
  by: PersonId,
  /** Of the lead as it was answered: Partner Center takes the answer to this one only. */
  etag: z.string(),
  /** Hash of the activity that carried it: the same one delivered again is the same answer. */
  opId: z.string(),
  /** `sending` until Partner Center has `taken` it; `outdated`: it had changed there, and the answer was not taken. */
  state: z.enum(['sending', 'taken', 'outdated']),
});
export type LeadAnswer = z.infer<typeof LeadAnswer>;

/** A lead of a location, with the answer that was last given in chat, while it says something of how the lead stands. */
export const Lead = z.object({
  ...LeadFacts.shape,
  partnerId: PartnerId,
  answer: LeadAnswer.nullable(),
  /** Grows with every change that a card shows, from 1. */
  revision: z.number().int().min(1),
  /** Orders the list. */
  rank: z.number().int(),
});
export type Lead = z.infer<typeof Lead>;

/**
 * A lead as Partner Center has it now.
 *
 * @param stored what is kept; undefined: it is new
 * @returns undefined where that says nothing new: it is kept as it is, or in a later state
 */
export function takeLead(stored: Lead | undefined, partnerId: PartnerId, facts: LeadFacts): Lead | undefined {
  if (stored === undefined) return ranked({ ...facts, partnerId, answer: null, revision: 1, rank: 0 });
  const later = facts.updatedAt.getTime() - stored.updatedAt.getTime();
  if (later < 0 || (later === 0 && (facts.etag === stored.etag || isBack(stored, facts)))) return undefined;
  return ranked({ ...stored, ...facts, answer: answerAfter(stored, facts), revision: stored.revision + 1 });
}

/** Of changes of one instant, the one that the status machine does not lead back from is the last. */
function isBack(stored: LeadFacts, facts: LeadFacts): boolean {
  return LEAD_STATUSES.indexOf(facts.status) < LEAD_STATUSES.indexOf(stored.status);
}

/**
 * One on its way is taken once the lead stands where it leads to, and is told of as long as it stands there; in any other
 * state it will not be taken any more. One that was not taken is over with the next change.
 */
function answerAfter({ answer, etag }: Lead, facts: LeadFacts): LeadAnswer | null {
  if (answer === null || answer.state === 'outdated') return null;
  if (standsAt(facts, answer.move)) return { ...answer, state: 'taken' };
  if (answer.state === 'taken') return null;
  return facts.etag === etag ? answer : { ...answer, state: 'outdated' };
}

function standsAt({ status, substatus }: LeadFacts, move: LeadMove): boolean {
  return LEADS_TO[move].status === status && LEADS_TO[move].substatus === substatus;
}

/**
 * Where each answer leads, status and substatus together. Source: Microsoft Learn, "Update a referral": New may become Active
 * or Closed, Active may become Closed; Accepted belongs to Active, and Won, Lost and Declined to Closed.
 */
export const LEADS_TO: {
  readonly [move in LeadMove]: { readonly status: LeadStatus; readonly substatus: LeadSubstatus };
} = {
  accept: { status: 'Active', substatus: 'Accepted' },
  decline: { status: 'Closed', substatus: 'Declined' },
  won: { status: 'Closed', substatus: 'Won' },
  lost: { status: 'Closed', substatus: 'Lost' },
};

const BEGINS_AT: { readonly [move in LeadMove]: LeadStatus } = {
  accept: 'New',
  decline: 'New',
  won: 'Active',
  lost: 'Active',
};

/** Which answers a lead takes now; none while one is on its way. */
export function movesOf({ status, answer }: Pick<Lead, 'status' | 'answer'>): readonly LeadMove[] {
  if (answer?.state === 'sending') return [];
  return LeadMove.options.filter((move) => BEGINS_AT[move] === status);
}

/** @returns undefined where the lead does not take that answer (any more) */
export function answerLead(lead: Lead, answer: Omit<LeadAnswer, 'state' | 'etag'>): Lead | undefined {
  if (!movesOf(lead).includes(answer.move)) return undefined;
  return {
    ...lead,
    answer: { ...answer, etag: lead.etag, state: 'sending' },
    revision: lead.revision + 1,
  };
}

/** The answer is over: taken where the lead, as it is now, stands where that leads to; otherwise it was not. */
export function settled(lead: Lead): Lead {
  const { answer, revision } = lead;
  if (answer === null) return lead;
  const state = standsAt(lead, answer.move) ? 'taken' : 'outdated';
  return { ...lead, answer: { ...answer, state }, revision: revision + 1 };
}

/** More than any instant in milliseconds has, so that groups never mix. */
const GROUP = 100_000_000_000_000;

/** What waits for an answer, the oldest first; what is worked on, and what is closed, the latest first. */
function ranked(lead: Lead): Lead {
  const at = lead.updatedAt.getTime();
  const group = LEAD_STATUSES.indexOf(lead.status);
  return {
    ...lead,
    rank: group === 0 ? lead.createdAt.getTime() : group * GROUP + (GROUP - 1 - at),
  };
}
