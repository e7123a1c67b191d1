import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Claim } from '../../src/domain/claims/claim.ts';
import type { ClaimMove } from '../../src/domain/claims/moves.ts';
import type { Target } from '../../src/domain/claims/target.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import type { ClaimActivity } from '../../src/domain/shared/catalogue.ts';
import { PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { AuditDocument, type AuditRow } from '../../src/usecases/audit.ts';
import { takeCustomerResponse } from '../../src/usecases/claims/review/customer-responded.ts';
import { applyDue, writeLosses } from '../../src/usecases/claims/review/due.ts';
import { moveAs } from '../../src/usecases/claims/review/move.ts';
import { openClaim } from '../../src/usecases/claims/submission/open-claim.ts';
import { watchSubscription } from '../../src/usecases/claims/review/subscription.ts';
import type { Context } from '../../src/usecases/context.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument, type JobOutcome, type JobRun } from '../../src/usecases/jobs.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace } from '../../src/usecases/ports.ts';
import { moveOf, newClaim } from '../support/claims.ts';
import { plainDocuments, type PlainDocuments } from '../support/plain-documents.ts';
import { actorOf } from '../support/referral-world.ts';
import { inDays, location, noon, tailspin } from '../support/referrals.ts';
import { aad, contact, person } from '../support/seed.ts';
import { SubscriptionDocument } from '../../src/usecases/associations/documents.ts';
import { ClaimDocument, TargetDocument } from '../../src/usecases/claims/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PointerDocument,
} from '../../src/usecases/memberships/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';

const SUBSCRIPTION = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
const PARTNERS = [1, 2, 3].map((number) => PartnerId.parse(`100${number}`));
const OPERATOR = 90;

/** As the programme draws a claim's life; written down apart from the code that lives it. */
const LEGAL: { readonly [from in Claim['status']]: readonly Claim['status'][] } = {
  draft: ['submitted'],
  submitted: ['under-review', 'partner-action-required', 'approved', 'rejected', 'rejected-final'],
  'under-review': ['partner-action-required', 'approved', 'rejected', 'rejected-final'],
  'partner-action-required': ['under-review', 'rejected', 'rejected-final'],
  approved: ['rejected', 'rejected-final'],
  rejected: ['dispute'],
  dispute: ['approved', 'rejected', 'rejected-final'],
  'rejected-final': [],
};

/** One partner's claims on a target are enough to be alone; the statuses in which a claim counts. */
const LIVE: readonly Claim['status'][] = [
  'submitted',
  'under-review',
  'partner-action-required',
  'approved',
  'dispute',
];

interface Real {
  readonly documents: PlainDocuments;
  readonly context: Context;
  now: Date;
  presses: number;
  /** Of the latest press, to be delivered once more. */
  again: (() => Promise<unknown>) | undefined;
}
interface Model {
  claims: number;
}
type Command = fc.AsyncCommand<Model, Real>;

async function begin(): Promise<{ model: Model; real: Real }> {
  const documents = plainDocuments();
  const context: Context = {
    documents,
    queues: createQueues(),
    clock: { now: () => real.now },
    policy: DEFAULT_POLICY,
  };
  const real: Real = { documents, context, now: noon, presses: 0, again: undefined };
  for (const [index, partnerId] of PARTNERS.entries()) {
    await documents.commit(partitions.directory, [
      create(LocationDocument, partnerId, location({ partnerId })),
    ]);
    const member = contact(partnerId, index + 1, { incentiveRole: 'incentive-user' });
    await documents.commit(partitions.partner(partnerId), [create(ContactDocument, 'contact:1', member)]);
  }
  const { personId, tenantId, aadObjectId, name } = person(OPERATOR);
  await documents.commit(partitions.program('operators'), [
    create(OperatorDocument, 'operator:1', { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
  await documents.commit(partitions.customer(tailspin), [
    create(SubscriptionDocument, `subscription:${SUBSCRIPTION}`, {
      subscriptionId: SUBSCRIPTION,
      customerId: tailspin,
      product: 'dynamics-365',
      workloads: [],
      licensing: 'EA',
      status: 'active',
      starts: null,
      ends: '2027-02-28',
      seats: 10,
      dporPartnerId: null,
      cspPartnerId: null,
      dporChangedAt: null,
    }),
  ]);
  return { model: { claims: 0 }, real };
}

/** Runs every job that is due, as the runner would; what follows a change for lists and people is left out. */
async function runJobs({ documents, context, now }: Real): Promise<void> {
  for (const job of documents.due(now)) {
    const run: JobRun = { job, done: remove(job) };
    const outcome = await handle(context, run);
    if (outcome === 'deleted') continue;
    const stored = await documents.get(JobDocument, job.partition, job.id);
    if (stored === undefined) continue;
    const change =
      outcome === 'done'
        ? remove(stored)
        : replace(JobDocument, stored, { ...stored.value, dueAt: outcome.again });
    await documents.commit(job.partition, [change]);
  }
}

async function handle(context: Context, run: JobRun): Promise<JobOutcome> {
  const { task } = run.job.value;
  if (task.task === 'claim.due') return applyDue(context, task, run);
  if (task.task === 'claim.lose') return writeLosses(context, task, run);
  if (task.task === 'claim.subscription') return watchSubscription(context, task, run);
  return 'done';
}

/** What must hold after every step; `[]` when all of it does. By hand, since `expect` would take most of the time. */
function faults({ documents }: Real): string[] {
  const claims = documents.all(ClaimDocument);
  const audits = documents.all(AuditDocument).filter(({ outcome }) => outcome === 'done');
  const rows = Map.groupBy(audits, ({ subject }) => subject);
  const targets = documents.all(TargetDocument);
  return [
    ...claims.flatMap((claim) => historyFaults(claim, rows.get(claim.claimId) ?? [])),
    ...[...Map.groupBy(claims, (claim) => claim.target)].flatMap(([target, onTarget]) =>
      targetFaults(onTarget, targets.find((one) => one.target === target)?.holder ?? null),
    ),
  ];
}

function historyFaults(claim: Claim, rows: readonly AuditRow[]): string[] {
  const found: string[] = [];
  let at: Claim['status'] = 'draft';
  for (const { from, to } of claim.steps) {
    if (from !== at) found.push(`${claim.claimId} steps from ${from} while ${at}`);
    if (from !== to && !LEGAL[from].includes(to)) found.push(`${claim.claimId} goes from ${from} to ${to}`);
    if (from !== to) seen.add(`${from} ${to}`);
    at = to;
  }
  if (claim.status !== at) found.push(`${claim.claimId} is ${claim.status} after ${at}`);
  const audited = rows.map(({ action, actor }) => `${action} ${actor}`).join();
  const stepped = claim.steps.map(({ verb, by }) => `${verb} ${by}`).join();
  return audited === stepped ? found : [...found, `${claim.claimId} audits ${audited}, not ${stepped}`];
}

function targetFaults(onTarget: readonly Claim[], holder: Target['holder']): string[] {
  const approved = onTarget.filter(({ status }) => status === 'approved');
  const live = onTarget.filter(({ status }) => LIVE.includes(status));
  const isContest = new Set(live.map(({ partnerId }) => partnerId)).size > 1;
  const ids = (claims: readonly Claim[]) =>
    claims
      .map(({ claimId }) => claimId)
      .toSorted()
      .join();
  return [
    ...(new Set(approved.map(({ partnerId }) => partnerId)).size > 1 ? ['two partners of record'] : []),
    ...(holder?.partnerId === approved[0]?.partnerId ? [] : ['another holder than who is approved']),
    ...(holder === null || holder.claimIds.toSorted().join() === ids(approved) ? [] : ['held by others']),
    ...(ids(onTarget.filter(({ contest }) => contest !== null)) === (isContest ? ids(live) : '')
      ? []
      : ['contested are not those that are up against another partner']),
  ];
}

/** Every change of status that any history took. */
const seen = new Set<string>();

function command(name: string, run: (real: Real, model: Model) => Promise<unknown>): Command {
  return {
    check: () => true,
    async run(model, real) {
      await run(real, model);
      const found = faults(real);
      if (found.length > 0) throw new Error(found.join('; '));
    },
    toString: () => name,
  };
}

const submit = (partner: number, activity: ClaimActivity): Command =>
  command(`submit ${partner} ${activity}`, async (real, model) => {
    const claimId = `C-${++model.claims}`;
    const isWorkload = activity === 'osu-m365' || activity === 'usage-only';
    const claim = newClaim({
      claimId,
      partnerId: PARTNERS[partner]!,
      activity,
      target: isWorkload ? 'exchange' : SUBSCRIPTION,
    });
    const by = { aadObjectId: aad(partner + 1), opId: `submit-${claimId}` };
    const opened = await openClaim(real.context, { claim, country: 'US' }, by, real.now);
    if (!opened.ok) return;
    const { documents } = real;
    const to = { to: tailspin };
    await documents.commit(partitions.pointer('claim', claimId), [create(PointerDocument, 'claim', to)]);
    await documents.commit(partitions.customer(tailspin), opened.value.changes);
  });

/** Of the claims there are, and by whose it is, unless a stranger presses. */
const press = (
  by: 'owner' | 'operator' | 'stranger',
  name: ClaimMove['move'],
  nth: number,
  comment: string,
): Command =>
  command(`${by} ${name} ${nth} "${comment}"`, (real, model) => {
    const claimId = `C-${1 + (nth % Math.max(1, model.claims))}`;
    const owner = real.documents.all(ClaimDocument).find((one) => one.claimId === claimId);
    const number = PARTNERS.findIndex((partnerId) => partnerId === owner?.partnerId) + 1;
    const who = by === 'operator' ? OPERATOR : by === 'owner' ? Math.max(1, number) : (number % 3) + 1;
    const opId = `press-${++real.presses}`;
    real.again = () =>
      moveAs(real.context, actorOf(who), claimId, name, () => moveOf(name, { comment }), opId);
    return real.again();
  });

const respond = (answer: 'accepted' | 'declined', nth: number): Command =>
  command(`customer ${answer} ${nth}`, (real, model) => {
    const claimId = `C-${1 + (nth % Math.max(1, model.claims))}`;
    const event = { claimId, consent: answer, respondedAt: real.now } as const;
    return takeCustomerResponse(real.context, event, `event-${++real.presses}`);
  });

const partner = fc.integer({ min: 0, max: 2 });
const nth = fc.nat({ max: 5 });
const comment = fc.constantFrom('', 'Because', 'Because', 'Because');
const pressing = (by: Parameters<typeof press>[0], ...names: ClaimMove['move'][]) =>
  fc.tuple(fc.constantFrom(...names), nth, comment).map((given) => press(by, ...given));
const COMMANDS = [
  fc
    .tuple(partner, fc.constantFrom<ClaimActivity>('osu-m365', 'usage-only', 'osa', 'osu-bizapps'))
    .map((given) => submit(...given)),
  pressing('operator', 'approve', 'reject', 'ask', 'tell'),
  pressing('operator', 'approve', 'reject', 'ask'),
  pressing('owner', 'resubmit', 'defend', 'dispute', 'withdraw'),
  pressing('owner', 'resubmit', 'dispute'),
  pressing('stranger', 'resubmit', 'defend', 'dispute', 'withdraw', 'approve'),
  fc.tuple(fc.constantFrom('accepted', 'declined' as const), nth).map((given) => respond(...given)),
  fc.constantFrom(1, 8, 25, 70).map((days) =>
    command(`${days} days later`, (real) => {
      real.now = new Date(real.now.getTime() + inDays(days).getTime() - noon.getTime());
      return Promise.resolve();
    }),
  ),
  fc.constant(command('jobs run', runJobs)),
  fc.constant(command('the press again', (real) => real.again?.() ?? Promise.resolve())),
];

describe('any history of claims', () => {
  it('takes legal steps only, keeps one holder a target, and audits every step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 30, size: 'max' }), (commands) =>
        fc.asyncModelRun(begin, commands),
      ),
      { numRuns: 1_000 },
    );
    const legal = Object.entries(LEGAL).flatMap(([from, to]) => to.map((one) => `${from} ${one}`));
    expect([...seen].toSorted()).toEqual(legal.toSorted());
  }, 60_000);
});
