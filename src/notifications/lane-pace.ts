import { NO_PACE, paceWait, withCall, withSingle, type Pace } from '../domain/notices/pace.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { partitions } from '../usecases/partitions.ts';
import { create, replace, type Change } from '../usecases/ports.ts';
import { PaceDocument } from '../usecases/notices/documents.ts';

const PACE_DOCUMENT = 'pace';

/**
 * What a lane's conversation takes, written down before each call: whoever has the lane next, here or elsewhere, goes on
 * from there. Two lanes of one person that know nothing of each other (one slept over its lease) meet at its etag.
 */
export interface LanePace {
  readonly now: Pace;
  /** @returns how many milliseconds to wait before the next call */
  wait(): number;
  /** Writes down that a call leaves now. @throws ConflictError when another lane sends as well */
  note(): Promise<void>;
  /** The same as a change for a commit of the caller; `done` once that is durable. */
  noting(isSingle: boolean, digest?: Pace['digest']): Noting;
  /** The call has been answered: it arrived no later than now. */
  arrived(): void;
}

interface Noting {
  readonly change: Change;
  readonly done: (etag: string) => void;
}

export async function readPace({ documents, clock }: Context, personId: PersonId): Promise<LanePace> {
  const partition = partitions.person(personId);
  const stored = await documents.get(PaceDocument, partition, PACE_DOCUMENT);
  let now = stored?.value ?? NO_PACE;
  let etag = stored?.etag;

  const changeTo = (next: Pace): Noting => ({
    change:
      etag === undefined
        ? create(PaceDocument, PACE_DOCUMENT, next)
        : replace(PaceDocument, { id: PACE_DOCUMENT, etag }, next),
    done(written) {
      etag = written;
      now = next;
    },
  });

  const self: LanePace = {
    get now() {
      return now;
    },
    wait: () => paceWait(now, clock.now()),
    async note() {
      const { change, done } = changeTo(withCall(now, clock.now()));
      const [written = ''] = await documents.commit(partition, [change]);
      done(written);
    },
    noting(isSingle, digest) {
      const at = clock.now();
      if (digest !== undefined) return changeTo({ ...now, digest });
      const called = withCall(now, at);
      return changeTo(isSingle ? withSingle(called, at) : called);
    },
    arrived() {
      now = { ...now, calls: [...now.calls.slice(0, -1), clock.now().getTime()] };
    },
  };
  return self;
}
