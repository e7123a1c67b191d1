import type { Erasure, Traces } from '../../domain/erasure/erasure.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import type { MembershipRef } from '../memberships/team/read-team.ts';
import { COLLECTIONS, partitions, type Collection } from '../partitions.ts';
import { replace, type Document } from '../ports.ts';
import { ErasureDocument } from './documents.ts';
import type { ErasureList } from './erasure-list.ts';
import { erasureKeys } from './keys.ts';
import { lastAdminAt, leaveRoster, rosterPlaces } from './leave-rosters.ts';
import { leavePeople, type Changed } from './leave-people.ts';
import type { RawStore } from './raw-store.ts';
import { sweep } from './sweep.ts';
import { erasureId, setTombstones } from './tombstones.ts';

/** What an erasure is carried out with. */
export interface ErasureParts {
  readonly context: Context;
  readonly raw: RawStore;
  readonly erasures: ErasureList;
}

type Step = 'rosters' | 'tombstones' | 'person' | Collection | 'round' | 'strip' | 'forget' | 'list';

/** In this order; from `round` back to `person` as long as a round has found anything. */
const STEPS: readonly Step[] = [
  'rosters',
  'tombstones',
  'person',
  ...COLLECTIONS,
  'round',
  'strip',
  'forget',
  'list',
];
/** Of what others write without end there is always more; what is left then is not the person's. */
const MOST_ROUNDS = 10;
const LOOK_AGAIN_MS = DAY_MS / 24;
const BUSY_MS = 5_000;
const ERASED = partitions.program('erased');

/** The steps before anybody may be told anything more. */
const FIRST_SWEEP = STEPS.indexOf(COLLECTIONS[0]);

/**
 * Does the next step of an erasure and says in the store what comes after it. Each step finds out itself what is left to be
 * done, so that one that broke off is simply done again, by whichever process.
 */
export async function runErasure(
  parts: ErasureParts,
  { key }: { readonly key: string },
): Promise<JobOutcome> {
  const { documents, clock } = parts.context;
  const stored = await documents.get(ErasureDocument, ERASED, erasureId(key));
  if (stored === undefined || stored.value.state === 'done') return 'done';
  const next = await nextOf(parts, stored.value, key);
  if (next === 'busy') return { again: new Date(clock.now().getTime() + BUSY_MS), is: 'late' };
  await documents.commit(ERASED, [replace(ErasureDocument, stored, next)]);
  if (next.state === 'done') return 'done';
  if (next.state === 'waiting') {
    return { again: new Date(clock.now().getTime() + LOOK_AGAIN_MS), is: 'planned' };
  }
  return { again: clock.now(), is: 'late' };
}

async function nextOf(parts: ErasureParts, erasure: Erasure, key: string): Promise<Erasure | 'busy'> {
  const { documents, clock } = parts.context;
  const { traces, pseudonym, step } = erasure;
  const following = { ...erasure, step: step + 1 };
  const name = STEPS[step] ?? 'list';
  if (name === 'forget') return (await parts.raw.forget()) ? following : 'busy';
  if (name === 'list') {
    await writeDown(parts, key, erasure);
    return { ...erasure, state: 'done', doneAt: clock.now() };
  }
  // Gone with `strip`, and only the two steps above come after it.
  if (traces === undefined) throw new Error('an erasure has lost its traces before its end');
  switch (name) {
    case 'rosters':
      return leaveRosters(parts, erasure, traces);
    case 'tombstones': {
      const hashes = await allHashes(parts, traces);
      await setTombstones(documents, hashes, pseudonym, clock.now());
      return following;
    }
    case 'person':
      return counted(following, await leavePeople(parts.raw, erasure, traces));
    case 'round':
      return erasure.isDirty && erasure.rounds < MOST_ROUNDS
        ? { ...erasure, step: STEPS.indexOf('person'), isDirty: false, rounds: erasure.rounds + 1 }
        : following;
    case 'strip': {
      const { traces: _traces, ...rest } = following;
      return { ...rest, hashes: [...(await allHashes(parts, traces))] };
    }
    default:
      return counted(following, await sweep(parts.raw, parts.context, name, erasure, traces, clock.now()));
  }
}

function counted(erasure: Erasure, { kept, removed }: Changed): Erasure {
  const isDirty = erasure.isDirty || kept + removed > 0;
  return { ...erasure, isDirty, kept: erasure.kept + kept, removed: erasure.removed + removed };
}

/** Off all rosters, or off none where a membership would be left without a program admin. */
async function leaveRosters({ context }: ErasureParts, erasure: Erasure, traces: Traces): Promise<Erasure> {
  const { documents } = context;
  const isForced = erasure.askedBy === 'restored';
  const places = await rosterPlaces(documents, traces);
  const stays: MembershipRef[] = isForced ? [] : [...(await lastAdminAt(documents, traces, places))];
  if (stays.length === 0) {
    for (const partnerId of places) {
      stays.push(...(await leaveRoster(context, traces, partnerId, erasure.pseudonym, isForced)));
    }
  }
  return stays.length > 0
    ? { ...erasure, state: 'waiting', waitsFor: stays }
    : { ...erasure, state: 'running', waitsFor: [], step: erasure.step + 1 };
}

async function allHashes({ context }: ErasureParts, { aadObjectId, emails }: Traces) {
  const keys = await erasureKeys(context.documents);
  return [keys.person(aadObjectId), ...emails.map((email) => keys.mail(email))];
}

async function writeDown({ context, erasures }: ErasureParts, key: string, erasure: Erasure): Promise<void> {
  const { secret } = await erasureKeys(context.documents);
  const { pseudonym, hashes = [key], askedAt } = erasure;
  await erasures.append({ secret, hashes: [...hashes], pseudonym, at: askedAt.toISOString() });
}

/** Somebody who was erased is known again. */
export async function writeLifted(
  { context: { documents, clock }, erasures }: ErasureParts,
  { hashes, pseudonym }: { readonly hashes: readonly string[]; readonly pseudonym: string },
): Promise<JobOutcome> {
  const { secret } = await erasureKeys(documents);
  const at = clock.now().toISOString();
  await erasures.append({ secret, hashes: [...hashes], pseudonym, at, lifted: true });
  return 'done';
}

/** As far as an erasure goes before anybody else has a turn: nothing reaches the person from then on. */
export async function runFirstSteps(parts: ErasureParts, key: string): Promise<void> {
  for (;;) {
    const stored: Document<Erasure> | undefined = await parts.context.documents.get(
      ErasureDocument,
      ERASED,
      erasureId(key),
    );
    if (stored?.value.state !== 'running' || stored.value.step >= FIRST_SWEEP) return;
    await runErasure(parts, { key });
  }
}
