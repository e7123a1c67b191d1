import { readDporMail, type DporMail } from '../../domain/associations/dpor-mail.ts';
import { matchMail } from '../../domain/associations/match-mail.ts';
import type { MailDecision, MailReading, PastedMail } from '../../domain/associations/mail-reading.ts';
import type { Actor, Person } from '../../domain/memberships/person.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { digest } from '../digest.ts';
import { mailDocument, MailKind } from '../events/inbox.ts';
import { MailReadingKind, PastedMailKind } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, type Document } from '../ports.ts';
import { customersNamed } from './customer-names.ts';
import { jobsOf, readingId } from './handle-mail.ts';
import { pastedId, replacePasted, type PasteView } from './paste-mail.ts';
import { takeDecision, type DecisionTaken } from './take-mail.ts';
import { isTiedTo } from './tied.ts';

export interface PasteAnswer {
  readonly partnerId: PartnerId;
  /** When the mail was sent, if its text does not tell. */
  readonly sentOn: Day | undefined;
}

export type PasteOutcome =
  | { readonly code: 'recorded'; readonly view: PasteView; readonly taken: DecisionTaken }
  /** Nothing single is meant, or nothing that this location may learn of: operators can look at it. */
  | { readonly code: 'unmatched'; readonly view: PasteView }
  | { readonly code: 'handed-over'; readonly view: PasteView }
  | { readonly code: 'done-before'; readonly view: PasteView };

type Answered = Result<PasteOutcome, { readonly code: 'forbidden' }>;

/**
 * Takes in the change that a pasted mail tells of, on the word of somebody with a role at the location. The text proves
 * nothing, so who confirmed it is kept with the change.
 */
export function recordPasted(
  context: Context,
  actor: Actor,
  person: Pick<Person, 'personId' | 'standings'>,
  pasteId: string,
  answer: PasteAnswer,
): Promise<Answered> {
  return onPasted(context, person, pasteId, answer, async ({ stored, view, key, sentAt }) => {
    const { documents, clock } = context;
    const { partnerId } = answer;
    const known = await customersNamed(documents, view.said.organization);
    const { one } = matchMail(view.said, known);
    if (one === undefined || !(await mayKnow(context, partnerId, view.said, one.subscription.customerId))) {
      return { code: 'unmatched', view };
    }
    const { customerId, subscriptionId } = one.subscription;
    const decision: MailDecision = { what: view.said.what, partnerId, customerId, subscriptionId };
    const taken = await takeDecision(context, decision, {
      key,
      changedAt: sentAt,
      changedBy: actor.name,
      actor: actor.aadObjectId,
    });
    const now = clock.now();
    const pasted = { ...stored.value, done: { what: 'recorded' as const, at: now, decision } };
    await documents.commit(stored.partition, [
      replacePasted(stored, pasted),
      audited(`paste:${pasteId}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'dpor.mail.record',
        subject: subscriptionId,
        outcome: taken.state === 'refused' ? 'refused' : 'done',
        detail: partnerId,
      }),
    ]);
    return { code: 'recorded', view: { ...view, pasted }, taken };
  });
}

/** Gives a pasted mail to the operators, who see whose it is. */
export function handPastedOver(
  context: Context,
  actor: Actor,
  person: Pick<Person, 'personId' | 'standings'>,
  pasteId: string,
  answer: PasteAnswer,
): Promise<Answered> {
  return onPasted(context, person, pasteId, answer, async ({ stored, view, key, sentAt }) => {
    const { documents, clock } = context;
    const { partnerId } = answer;
    const now = clock.now();
    const { said } = view;
    const reading: MailReading = {
      mailId: key,
      source: 'chat',
      receivedAt: now,
      sentAt,
      subject: '',
      what: said.what,
      organization: said.organization,
      service: said.service,
      starts: { ...said.starts, days: [...said.starts.days] },
      ends: { ...said.ends, days: [...said.ends.days] },
      partnerIds: [partnerId],
      state: 'unmatched',
      why: 'no-subscription',
      decision: null,
      decidedBy: null,
    };
    const raw = Buffer.from(stored.value.text).toString('base64');
    const jobs = await jobsOf(context, reading);
    await committed(() =>
      documents.commit(partitions.program('mail'), [
        create(MailKind, mailDocument(key), { raw, receivedAt: now }),
        create(MailReadingKind, readingId(key), reading),
        ...jobs,
        audited(`mail:${key}:handed-over`, {
          at: now,
          actor: actor.aadObjectId,
          action: 'dpor.mail.handover',
          subject: key,
          outcome: 'done',
          detail: partnerId,
        }),
      ]),
    );
    const pasted = { ...stored.value, done: { what: 'handed-over' as const, at: now, decision: null } };
    await documents.commit(stored.partition, [replacePasted(stored, pasted)]);
    return { code: 'handed-over', view: { ...view, pasted } };
  });
}

/** A pasted mail that somebody may answer and nobody has answered yet. */
interface Open {
  readonly stored: Document<PastedMail>;
  readonly view: PasteView;
  /** The same however often it is answered. */
  readonly key: string;
  readonly sentAt: Date;
}

/** Only their own pasted mails, and for a location where they have a role now. */
function onPasted(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  pasteId: string,
  { partnerId, sentOn }: PasteAnswer,
  work: (open: Open) => Promise<PasteOutcome>,
): Promise<Answered> {
  const { documents, queues, clock } = context;
  const partition = partitions.person(person.personId);
  return decideAgain(queues, `${partition}#pasted`, async () => {
    const [stored, rights] = await Promise.all([
      documents.get(PastedMailKind, partition, pastedId(pasteId)),
      rightsAt(documents, person, partnerId, clock.now()),
    ]);
    const said = stored && readDporMail(stored.value.text);
    if (stored === undefined || said === undefined || rights === undefined) {
      return refuse({ code: 'forbidden' });
    }
    const view = { pasted: stored.value, said, locations: [rights.location] };
    if (stored.value.done !== null) return ok({ code: 'done-before', view });
    const key = digest(`paste ${person.personId} ${pasteId}`);
    return ok(await work({ stored, view, key, sentAt: sentAt(view, sentOn, stored.value.pastedAt) }));
  });
}

/**
 * Whether a location may learn that this is the subscription: it stands with the customer, or the text itself says when the
 * subscription began, which nobody knows by guessing.
 */
async function mayKnow(
  { documents }: Context,
  partnerId: PartnerId,
  said: DporMail,
  customerId: CustomerId,
): Promise<boolean> {
  return said.starts.days.length > 0 || isTiedTo(documents, partnerId, customerId);
}

/** What the text says; else the day that was given, at its noon; never later than it was pasted. */
function sentAt({ said }: PasteView, sentOn: Day | undefined, pastedAt: Date): Date {
  const given = sentOn === undefined ? undefined : new Date(`${sentOn}T12:00:00Z`);
  const told = said.sentAt ?? given ?? pastedAt;
  return told < pastedAt ? told : pastedAt;
}
