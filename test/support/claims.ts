import type { Customer } from '../../src/domain/associations/customer.ts';
import { associationId } from '../../src/usecases/associations/ids.ts';
import { importedClaim, type Claim, type NewClaim } from '../../src/domain/claims/claim.ts';
import type { ClaimMove } from '../../src/domain/claims/moves.ts';
import type { Target } from '../../src/domain/claims/target.ts';
import type { CustomerId } from '../../src/domain/shared/ids.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { AuditDocument, type AuditRow } from '../../src/usecases/audit.ts';
import { claimAt } from '../../src/usecases/claims/load.ts';
import { moveAs } from '../../src/usecases/claims/review/move.ts';
import { openClaim } from '../../src/usecases/claims/submission/open-claim.ts';
import { readTarget } from '../../src/usecases/claims/targets.ts';
import { decideAgain } from '../../src/usecases/decide-again.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { ConflictError, create, type Documents } from '../../src/usecases/ports.ts';
import { actorOf, referralWorld, type ReferralWorld } from './referral-world.ts';
import { noon, tailspin } from './referrals.ts';
import { aad, person, seedPerson } from './seed.ts';
import { AssociationDocument, CustomerDocument } from '../../src/usecases/associations/documents.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import { OperatorDocument, PointerDocument } from '../../src/usecases/memberships/documents.ts';

export const evidence = (number: number): Claim['evidence'][number] => ({
  evidenceId: `e-${number}`,
  kind: 'other',
  link: `https://files.test/${number}`,
  fileId: null,
  name: 'files.test',
  sha256: null,
  addedAt: noon,
  addedBy: aad(1),
});

function fileProof(number: number): Claim['evidence'][number] {
  return { ...evidence(number), link: null, fileId: `f-${number}`, sha256: 'aa' };
}

export function newClaim(overrides: Partial<NewClaim> = {}): NewClaim {
  return {
    claimId: 'C-1',
    partnerId: PartnerId.parse('1001'),
    customerId: tailspin,
    activity: 'osu-m365',
    target: 'exchange',
    contact: { name: 'Jo Berg', title: 'IT lead', email: 'jo@tailspin.test' },
    sellerName: '',
    isvProduct: '',
    comments: 'We rolled it out',
    evidence: [evidence(1)],
    ...overrides,
  };
}

export function claim(overrides: Partial<Claim> = {}): Claim {
  const { contact, comments, evidence: proof } = newClaim();
  return {
    ...importedClaim({
      claimId: 'C-1',
      partnerId: PartnerId.parse('1001'),
      customerId: tailspin,
      activity: 'osu-m365',
      target: 'exchange',
      status: 'submitted',
      reason: '',
      submittedAt: noon,
      updatedAt: noon,
    }),
    contact,
    comments,
    evidence: proof,
    ...overrides,
  };
}

export function customer(overrides: Partial<Customer> = {}): Customer {
  return {
    customerId: tailspin,
    name: 'Tailspin Toys',
    domain: 'tailspin.test',
    country: 'US',
    language: 'en',
    industry: 'retail',
    seats: 1_250,
    ...overrides,
  };
}

/** Every claim at a customer. */
export async function claimsAt(documents: Documents, customerId: CustomerId): Promise<Claim[]> {
  const page = await documents.list(ClaimDocument, partitions.customer(customerId), { limit: 1_000 });
  return page.items.map(({ value }) => value);
}

export interface ClaimWorld extends ReferralWorld {
  /** Submits as a person of that number would; answers `already-claimed` when the location has such a claim. */
  submit(number: number, overrides?: Partial<NewClaim>): Promise<'submitted' | 'already-claimed'>;
  /** Presses a button; answers what became of it. */
  move(number: number, claimId: string, move: Move, opId?: string): Promise<string>;
  claim(claimId: string, customerId?: CustomerId): Promise<Claim>;
  claims(customerId?: CustomerId): Promise<Claim[]>;
  target(target: string, customerId?: CustomerId): Promise<Target>;
  claimAudits(): Promise<AuditRow[]>;
  /** Writes a claim as an import of an earlier release left it. */
  keep(stored: Claim): Promise<void>;
}

type Given = {
  readonly comment?: string;
  readonly toldOn?: string;
  readonly evidence?: number[];
  /** Instead of links. */
  readonly files?: number[];
};
export type Move = readonly [name: ClaimMove['move'], given?: Given];

/** Claims on the world of referrals: locations 1001 and 1002 with an incentive user each, and two operators (90, 91). */
export async function claimWorld(start = noon): Promise<ClaimWorld> {
  const world = await referralWorld(start);
  const { documents, queues, clock } = world.context;
  const entry = { incentiveRole: 'incentive-user' } as const;
  await world.locationWith(PartnerId.parse('1001'), [1], {}, entry);
  await world.locationWith(PartnerId.parse('1002'), [2], {}, entry);
  await documents.commit(partitions.customer(tailspin), [create(CustomerDocument, 'customer', customer())]);
  for (const number of [90, 91]) {
    const { personId, tenantId, aadObjectId, name, email } = person(number);
    await seedPerson(documents, person(number, { operator: true }));
    await documents.commit(partitions.program('operators'), [
      create(OperatorDocument, `operator:${aadObjectId}`, {
        personId,
        tenantId,
        aadObjectId,
        name,
        email: email ?? '',
      }),
    ]);
  }
  for (const partnerId of ['1001', '1002'].map((id) => PartnerId.parse(id))) {
    await documents.commit(partitions.partner(partnerId), [
      create(AssociationDocument, associationId(tailspin), {
        partnerId,
        customerId: tailspin,
        customerName: 'Tailspin Toys',
        rank: 'tailspin toys',
        ties: [],
      }),
    ]);
  }
  let presses = 0;

  const claims: Omit<ClaimWorld, keyof ReferralWorld> = {
    async submit(number, overrides = {}) {
      const opened = newClaim(overrides);
      await documents
        .commit(partitions.pointer('claim', opened.claimId), [
          create(PointerDocument, 'claim', { to: opened.customerId }),
        ])
        .catch((error: unknown) => {
          if (!(error instanceof ConflictError)) throw error;
        });
      const partition = partitions.customer(opened.customerId);
      return decideAgain(queues, partition, async () => {
        const by = { aadObjectId: aad(number), opId: `submit:${opened.claimId}` };
        const result = await openClaim(world.context, { claim: opened, country: 'US' }, by, clock.now());
        if (!result.ok) return result.error.code;
        await documents.commit(partition, result.value.changes);
        return 'submitted';
      });
    },
    async move(number, claimId, [name, given = {}], opId = `press-${++presses}`) {
      const moved = await moveAs(
        world.context,
        actorOf(number),
        claimId,
        name,
        () => moveOf(name, given),
        opId,
      );
      if (!moved.ok) return moved.error.code;
      return moved.value.outcome === 'refused' ? moved.value.error.code : moved.value.outcome;
    },
    async claim(claimId, customerId = tailspin) {
      const stored = await claimAt(documents, customerId, claimId);
      if (stored === undefined) throw new Error(`no claim ${claimId}`);
      return stored.value;
    },
    claims: (customerId = tailspin) => claimsAt(documents, customerId),
    async target(target, customerId = tailspin) {
      return (await readTarget(documents, customerId, target)).target;
    },
    async claimAudits() {
      const rows = await Promise.all(
        ['customers', 'inbox'].map((collection) =>
          Array.fromAsync(documents.scan(AuditDocument, collection)),
        ),
      );
      return rows.flat().map(({ value }) => value);
    },
    async keep(stored) {
      await documents.commit(partitions.pointer('claim', stored.claimId), [
        create(PointerDocument, 'claim', { to: stored.customerId }),
      ]);
      await documents.commit(partitions.customer(stored.customerId), [
        create(ClaimDocument, `claim:${stored.claimId}`, stored),
      ]);
    },
  };
  return Object.assign(world, claims);
}

export function moveOf(name: ClaimMove['move'], given: Given = {}): ClaimMove {
  const comment = given.comment ?? 'Because';
  switch (name) {
    case 'tell':
      return {
        move: name,
        toldOn: given.toldOn ?? '2026-11-23',
        today: '2026-11-23',
        submittedOn: '2026-11-23',
      };
    case 'resubmit':
    case 'defend':
      return {
        move: name,
        comment,
        evidence: given.files?.map(fileProof) ?? (given.evidence ?? [7]).map(evidence),
      };
    case 'approve':
    case 'reject':
    case 'ask':
    case 'dispute':
    case 'withdraw':
      return { move: name, comment };
    case 'consent':
    case 'decline':
      return { move: name, respondedAt: noon };
    case 'lose':
      return { move: name, comment, wonBy: PartnerId.parse('1002') };
    default:
      return { move: name };
  }
}
