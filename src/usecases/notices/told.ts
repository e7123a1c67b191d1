import { createHmac, randomBytes } from 'node:crypto';
import { DAY_MS } from '../../domain/shared/time.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, replace, type Clock, type Documents, type Log } from '../ports.ts';
import { ToldMarkDocument, type ToldMark } from './documents.ts';
import type { ToldList } from './told-list.ts';

/** Copies of the store older than that are told of anew. Twice what Azure keeps, and then some. */
export const TOLD_DAYS = 35;
/** What was told shortly before the store was last seen alive may not be in it: it is told first and written down then. */
const MARGIN_MS = 5 * 60_000;
/** How often the store notes that it is alive, while something is told. */
const MARK_MS = 60_000;

const PARTITION = partitions.program('told');
const MARK = 'mark';

/** What was told before the store was put back, or just before a process died, and which the store does not know of. */
export interface Told {
  /** When it was told; undefined: it was not, as far as anybody knows. @param what unique, of whatever kind */
  when(what: string): Date | undefined;
  /** It has just been told. What cannot be noted is logged: it was told all the same. */
  note(what: string): Promise<void>;
}

export interface KeptTold extends Told {
  /** Finds out what the store missed. Before anything is told. Where the list cannot be written, nothing is kept from then on. */
  begin(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Keeps what was told beside the store. The store holds a mark of when it was last alive: whatever the list has from later on
 * happened after the copy that is running now was made, and is not told again.
 */
export function keptTold(documents: Documents, list: ToldList, clock: Clock, log: Log): KeptTold {
  let secret = '';
  let known: ReadonlyMap<string, Date> = new Map();
  let noted = false;
  let isKept = true;
  let timer: NodeJS.Timeout | undefined;
  const notWritten = (error: unknown) =>
    log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'told list not written');
  const keyOf = (what: string) => createHmac('sha256', secret).update(what).digest('hex').slice(0, 32);

  async function mark(): Promise<void> {
    if (!noted) return;
    noted = false;
    const stored = await documents.get(ToldMarkDocument, PARTITION, MARK);
    if (stored === undefined) return;
    const next = { ...stored.value, aliveAt: clock.now() };
    await documents.commit(PARTITION, [replace(ToldMarkDocument, stored, next)]);
  }
  // An older mark only means that more is looked through.
  const tryToMark = () => mark().catch(() => undefined);

  return {
    when: (what) => (known.size === 0 ? undefined : known.get(keyOf(what))),
    async note(what) {
      if (!isKept) return;
      noted = true;
      try {
        await list.append({ at: clock.now(), key: keyOf(what) });
      } catch (error) {
        notWritten(error);
      }
    },
    async begin() {
      const now = clock.now();
      try {
        await list.open(new Date(now.getTime() - TOLD_DAYS * DAY_MS));
      } catch (error) {
        // Beside the data folder there may be no place that can be written; nobody waits for a bot because of that.
        isKept = false;
        notWritten(error);
        return;
      }
      const marked = await missed(documents, list, now);
      secret = marked.secret;
      known = await loaded(list, marked);
      if (known.size > 0) log.info({ told: known.size }, 'told before the store knew of it: not told again');
      timer = setInterval(() => void tryToMark(), MARK_MS).unref();
    },
    async end() {
      clearInterval(timer);
      await tryToMark();
    },
  };
}

/** The mark with the time that the store missed in it, if it missed any. Whoever else starts now writes the same. */
async function missed(documents: Documents, list: ToldList, now: Date): Promise<ToldMark> {
  for (;;) {
    const stored = await documents.get(ToldMarkDocument, PARTITION, MARK);
    const before: ToldMark = stored?.value ?? {
      secret: randomBytes(32).toString('hex'),
      aliveAt: now,
      missed: [],
    };
    const kept = before.missed.filter(({ to }) => to.getTime() > now.getTime() - TOLD_DAYS * DAY_MS);
    const from = new Date(before.aliveAt.getTime() - MARGIN_MS);
    const has = !(await list.since(from)[Symbol.asyncIterator]().next()).done;
    const next: ToldMark = { ...before, aliveAt: now, missed: has ? [...kept, { from, to: now }] : kept };
    try {
      await documents.commit(PARTITION, [
        stored === undefined ? create(ToldMarkDocument, MARK, next) : replace(ToldMarkDocument, stored, next),
      ]);
      return next;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

async function loaded(list: ToldList, { missed: times }: ToldMark): Promise<ReadonlyMap<string, Date>> {
  const known = new Map<string, Date>();
  const [first] = times.toSorted((a, b) => a.from.getTime() - b.from.getTime());
  if (first === undefined) return known;
  for await (const { at, key } of list.since(first.from)) {
    if (times.some(({ from, to }) => from <= at && at <= to)) known.set(key, at);
  }
  return known;
}
