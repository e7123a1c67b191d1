import type { Person } from '../domain/memberships/person.ts';
import { newNotice, subjectKey, type Notice } from '../domain/notices/notice.ts';
import { recentSingles } from '../domain/notices/pace.ts';
import { BURST_MS, isDigestible, MAX_SINGLES } from '../domain/notices/topic.ts';
import type { Context } from '../usecases/context.ts';
import { wantedAgain } from '../usecases/notices/notify.ts';
import { ConflictError, create, replace, type Change, type Document } from '../usecases/ports.ts';
import type { LanePace } from './lane-pace.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';

/** Nobody waits longer for more to come, whatever keeps coming. */
const LONGEST_GATHER_MS = 15_000;
/** Of one commit, beside the digest itself and the pace. */
const MAX_AT_ONCE = 90;

/** What becomes of DPOR notices that have not been begun. */
export type Gathered =
  /** They go one by one. */
  | { readonly is: 'singles' }
  /** More may come: none goes before then. */
  | { readonly is: 'gathering'; readonly until: Date }
  /** Some went into a digest, or others wrote meanwhile: the list has changed. */
  | { readonly is: 'changed' };

/**
 * Makes one card of a burst: more than five DPOR notices within ten minutes, those told one by one counted in. What comes
 * while a digest is ten minutes young is added to it.
 *
 * @param open what the lane has found, in order
 * @param gatherMs how long the latest waits for a further one
 */
export async function gather(
  context: Context,
  { settings }: Person,
  pace: LanePace,
  open: readonly Document<Notice>[],
  gatherMs: number,
): Promise<Gathered> {
  const fresh = open.filter(({ value }) => isFresh(value)).slice(0, MAX_AT_ONCE);
  const [first] = fresh;
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) return { is: 'singles' };
  if (!settings.digest || settings.muted.includes('dpor')) return { is: 'singles' };

  const now = context.clock.now();
  const started = await digestUnderWay(context, pace, first.partition, now);
  if (started !== undefined) return add(context, started, fresh);
  const until = Math.min(
    last.value.createdAt.getTime() + gatherMs,
    first.value.createdAt.getTime() + LONGEST_GATHER_MS,
  );
  if (until > now.getTime()) return { is: 'gathering', until: new Date(until) };
  if (fresh.length + recentSingles(pace.now, now).length <= MAX_SINGLES) return { is: 'singles' };
  return begin(context, pace, first, fresh, now);
}

/** Nothing has happened to it yet: what was perhaps delivered by itself is not told again in a list. */
function isFresh({ state, subject, uncertain, activityId }: Notice): boolean {
  return (
    (state === 'pending' || state === 'unreachable') &&
    isDigestible(subject) &&
    uncertain === 0 &&
    activityId === null
  );
}

async function digestUnderWay(
  { documents }: Context,
  pace: LanePace,
  partition: string,
  now: Date,
): Promise<Document<Notice> | undefined> {
  const { digest } = pace.now;
  if (digest === null) return undefined;
  const stored = await documents.get(NoticeDocument, partition, digest.id);
  if (stored === undefined) return undefined;
  const { state, activityId } = stored.value;
  const isYoung = digest.since > now.getTime() - BURST_MS;
  const waits = state === 'pending' && activityId === null;
  return waits || (isYoung && state === 'sent' && activityId !== null) ? stored : undefined;
}

async function add(
  context: Context,
  digest: Document<Notice>,
  fresh: readonly Document<Notice>[],
): Promise<Gathered> {
  return write(context, digest.partition, [
    replace(NoticeDocument, digest, wantedAgain(digest.value)),
    ...fresh.map((notice) => into(digest.id, notice)),
  ]);
}

/** The digest takes the place of its first notice in the order. */
async function begin(
  context: Context,
  pace: LanePace,
  first: Document<Notice>,
  fresh: readonly Document<Notice>[],
  now: Date,
): Promise<Gathered> {
  const { personId, createdAt } = first.value;
  const subject = { kind: 'dpor-digest', at: now } as const;
  const id = `notice:${subjectKey(subject)}`;
  const noted = pace.noting(false, { id, since: now.getTime() });
  return write(
    context,
    first.partition,
    [
      noted.change,
      create(NoticeDocument, id, newNotice(personId, subject, 1, createdAt)),
      ...fresh.map((notice) => into(id, notice)),
    ],
    noted.done,
  );
}

function into(digestId: string, notice: Document<Notice>): Change {
  return replace(NoticeDocument, notice, { ...notice.value, digestId, open: false });
}

async function write(
  { documents }: Context,
  partition: string,
  changes: readonly Change[],
  done: (etag: string) => void = () => undefined,
): Promise<Gathered> {
  try {
    const [etag = ''] = await documents.commit(partition, changes);
    done(etag);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  return { is: 'changed' };
}
