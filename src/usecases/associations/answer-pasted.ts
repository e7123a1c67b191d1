import { holdsAlready, mayMeanAny } from '../../domain/associations/dpor-report.ts';
import { readDporMail } from '../../domain/associations/dpor-mail.ts';
import type { KnownCustomer } from '../../domain/associations/match-mail.ts';
import type { PastedMail } from '../../domain/associations/mail-reading.ts';
import type { Actor, Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { customersNamed } from './customer-names.ts';
import { readingId } from './handle-mail.ts';
import { keepReport, type ToldMail } from './keep-report.ts';
import { pastedId, replacePasted, type PasteView } from './paste-mail.ts';
import { countReport } from './report-limit.ts';
import { isTiedTo } from './tied.ts';
import { MailReadingDocument, PastedMailDocument } from './documents.ts';

export interface PasteAnswer {
  readonly partnerId: PartnerId;
  /** When the mail was sent, if its text does not tell. */
  readonly sentOn: Day | undefined;
}

export interface PasteOutcome {
  /**
   * `told`: it waits for an operator, an authentic mail or an event to say the same. `handed-over`: the same, of a customer
   * that the location has nothing to do with. `unmatched`: it is such a one, and operators can look at it. `known`,
   * `nothing`: what the location holds says so already. `undated`: nobody said when the mail was sent. `too-many`: as many
   * as one may tell a day.
   */
  readonly code:
    'told' | 'handed-over' | 'unmatched' | 'known' | 'nothing' | 'undated' | 'too-many' | 'done-before';
  readonly view: PasteView;
}

type Answered = Result<PasteOutcome, { readonly code: 'forbidden' }>;
type Teller = Pick<Person, 'personId' | 'standings'>;

/**
 * Somebody with a role at the location says that what they pasted has happened. Nothing changes by that: it is kept as told,
 * and the operators are asked, once. For a customer that the location has to do with; the answer depends on what the
 * location itself holds, and on nothing that others do.
 */
export function recordPasted(
  context: Context,
  actor: Actor,
  person: Teller,
  pasteId: string,
  answer: PasteAnswer,
): Promise<Answered> {
  return onPasted(context, person, pasteId, answer, async (open) => {
    const tied = await tiedNamed(context, answer.partnerId, open.mail.said.organization);
    if (tied.length === 0) return 'unmatched';
    const own = tied.map((known) => standingOf(open.mail, known, answer.partnerId));
    if (own.includes('known')) return 'known';
    if (own.every((one) => one === 'nothing')) return 'nothing';
    return tell(context, actor, open, tied, 'dpor.mail.record');
  });
}

/** Gives a pasted mail to the operators, also one about a customer that the location has nothing to do with. */
export function handPastedOver(
  context: Context,
  actor: Actor,
  person: Teller,
  pasteId: string,
  answer: PasteAnswer,
): Promise<Answered> {
  return onPasted(context, person, pasteId, answer, async (open) => {
    const tied = await tiedNamed(context, answer.partnerId, open.mail.said.organization);
    return tell(context, actor, open, tied, 'dpor.mail.handover');
  });
}

/** Customers of a name that the location has to do with. */
async function tiedNamed(
  { documents, clock }: Context,
  partnerId: PartnerId,
  name: string,
): Promise<readonly KnownCustomer[]> {
  const known = await customersNamed(documents, name);
  const tied = await Promise.all(
    known.map(({ customer }) => isTiedTo(documents, partnerId, customer.customerId, clock.now())),
  );
  return known.filter((_customer, at) => tied[at]);
}

/** Whether what the location itself holds makes a text old news, or leaves nothing to take away. */
function standingOf(
  { said, sentAt }: ToldMail,
  { customer, subscriptions }: KnownCustomer,
  partnerId: PartnerId,
): 'open' | 'known' | 'nothing' {
  const held = subscriptions.filter(({ dporPartnerId }) => dporPartnerId === partnerId);
  if (said.what === 'removed') return mayMeanAny(said, customer, held) ? 'open' : 'nothing';
  return holdsAlready({ ...said, sentAt }, customer, held) ? 'known' : 'open';
}

async function tell(
  context: Context,
  actor: Actor,
  { stored, mail, partnerId }: Open,
  tied: readonly KnownCustomer[],
  verb: 'dpor.mail.record' | 'dpor.mail.handover',
): Promise<PasteOutcome['code']> {
  const { documents, clock } = context;
  const now = clock.now();
  const customerIds = tied.map(({ customer }) => customer.customerId);
  const mailId = await keepReport(context, actor, partnerId, mail, customerIds);
  const what = customerIds.length > 0 ? 'told' : 'handed-over';
  const pasted: PastedMail = { ...stored.value, done: { what, at: now, decision: null, mailId } };
  await documents.commit(stored.partition, [
    replacePasted(stored, pasted),
    audited(`paste:${stored.value.pasteId}`, {
      at: now,
      actor: actor.aadObjectId,
      action: verb,
      subject: mailId,
      outcome: 'done',
      detail: partnerId,
    }),
  ]);
  return what;
}

/** A pasted mail that somebody may answer and nobody has answered yet. */
interface Open {
  readonly stored: Document<PastedMail>;
  readonly mail: ToldMail;
  readonly partnerId: PartnerId;
}

/** Only their own pasted mails, for a location where they have a role now, and so many a day. */
function onPasted(
  context: Context,
  person: Teller,
  pasteId: string,
  { partnerId, sentOn }: PasteAnswer,
  work: (open: Open) => Promise<PasteOutcome['code']>,
): Promise<Answered> {
  const { documents, queues, clock } = context;
  const partition = partitions.person(person.personId);
  const now = clock.now();
  return decideAgain(queues, `${partition}#pasted`, async () => {
    const [stored, rights] = await Promise.all([
      documents.get(PastedMailDocument, partition, pastedId(pasteId)),
      rightsAt(documents, person, partnerId, now),
    ]);
    const said = stored && readDporMail(stored.value.text);
    if (stored === undefined || said === undefined || rights === undefined) {
      return refuse({ code: 'forbidden' });
    }
    const view = { pasted: stored.value, said, locations: [rights.location] };
    const { done } = stored.value;
    if (done !== null) return ok({ code: await sinceThen(documents, done), view });
    const sentAt = sentOf(said.sentAt, sentOn, now);
    if (sentAt === undefined) return ok({ code: 'undated', view });
    if (!(await countReport(documents, { ...person, partnerId }, pasteId, now))) {
      return ok({ code: 'too-many', view });
    }
    const mail = { said, sentAt, text: stored.value.text };
    return ok({ code: await work({ stored, mail, partnerId }), view });
  });
}

/** As it was answered, for as long as that still holds. */
async function sinceThen(
  documents: Documents,
  { what, mailId }: NonNullable<PastedMail['done']>,
): Promise<PasteOutcome['code']> {
  if (what === 'recorded' || mailId === undefined) return 'done-before';
  const reading = await documents.get(MailReadingDocument, partitions.program('mail'), readingId(mailId));
  return reading?.value.state === 'unmatched' ? what : 'done-before';
}

/**
 * What the text says; else the day that was given, at its noon. What lies ahead is neither: the time at which somebody pasted
 * it is never the time of the change.
 */
function sentOf(told: Date | undefined, sentOn: Day | undefined, now: Date): Date | undefined {
  if (told !== undefined && told <= now) return told;
  if (sentOn === undefined) return undefined;
  const [morning, midday] = [new Date(`${sentOn}T00:00:00Z`), new Date(`${sentOn}T12:00:00Z`)];
  if (midday <= now) return midday;
  return morning <= now ? morning : undefined;
}
