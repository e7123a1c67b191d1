import { SpanKind, trace, type Span } from '@opentelemetry/api';
import type { Charge } from '../store/cosmos-charges.ts';
import type { DocumentStore, Outcome, Write } from '../store/document-store.ts';
import { here, meter, timed, within, type Ended } from './spans.ts';

const THROTTLED = 429;
/** What was charged so far within a span of the store. */
const charges = new WeakMap<Span, number>();

/** Counts what is charged, and how often the account asks to wait. */
export function countCharges(): (charge: Charge) => void {
  const units = meter().createCounter('porter.store.charge', {
    unit: '{RU}',
    description: 'Request units that Azure Cosmos DB charged',
  });
  const throttled = meter().createCounter('porter.throttled', {
    description: 'Answers 429',
    unit: '{answer}',
  });
  return (charge) => {
    units.add(charge.units);
    if (charge.status === THROTTLED) throttled.add(1, { by: 'store' });
    const span = trace.getActiveSpan();
    const before = span && charges.get(span);
    if (span === undefined || before === undefined) return;
    charges.set(span, before + charge.units);
    span.setAttribute('azure.cosmosdb.operation.request_charge', before + charge.units);
  };
}

/**
 * A store whose calls are timed, and spans within what is under way. What a commit asks for later is given the trace that it
 * belongs to, in that same commit.
 */
export function watchStore(store: DocumentStore): DocumentStore {
  const calls = meter().createHistogram('db.client.operation.duration', {
    unit: 's',
    description: 'Calls of the store',
  });
  const counts = countWrites();
  const system = store.engine === 'sqlite' ? 'sqlite' : 'azure.cosmosdb';

  /** @param partition of which the collection is told, and never whose it is */
  function called<T>(operation: string, partition: string, run: () => Promise<T>): Promise<T> {
    const attributes = {
      'db.system.name': system,
      'db.operation.name': operation,
      'db.collection.name': partition.split('/', 1)[0] ?? '',
    };
    const note = ({ seconds, fault }: Ended) =>
      calls.record(seconds, fault === undefined ? attributes : { ...attributes, 'error.type': fault });
    // What looks for work, twice a second, belongs to nothing.
    if (trace.getActiveSpan() === undefined) return timed(run, note);
    const charged = (span: Span) => {
      charges.set(span, 0);
      return run();
    };
    return within({ name: `store ${operation}`, kind: SpanKind.CLIENT, attributes }, charged, note);
  }

  return {
    ...store,
    get: (partition, id) => called('get', partition, () => store.get(partition, id)),
    query: (partition, spec) => called('query', partition, () => store.query(partition, spec)),
    count: (partition, spec) => called('count', partition, () => store.count(partition, spec)),
    async commit(partition, writes) {
      const asked = withTrace(writes);
      const etags = await called('commit', partition, () => store.commit(partition, asked));
      counts(writes);
      return etags;
    },
    async *commitMany(batches): AsyncGenerator<Outcome> {
      yield* store.commitMany(batches);
    },
  };
}

/** Jobs and notices that are asked for here are done in this trace, whenever that is. */
function withTrace(writes: readonly Write[]): readonly Write[] {
  const parent = here();
  if (parent === undefined) return writes;
  return writes.map((write) =>
    write.op === 'create' && (write.kind === 'job' || write.kind === 'notice')
      ? { ...write, body: { ...write.body, trace: parent } }
      : write,
  );
}

/** Counts notices by the state that they come into, and decisions by verb and outcome, as they are written down. */
function countWrites(): (writes: readonly Write[]) => void {
  const notices = meter().createCounter('porter.notices', {
    unit: '{notice}',
    description: 'Notices by the state that they came into',
  });
  const decisions = meter().createCounter('porter.decisions', {
    unit: '{decision}',
    description: 'What was decided, by verb and outcome',
  });
  return (writes) => {
    for (const write of writes) {
      if (write.op === 'delete') continue;
      const { kind, body } = write;
      if (kind === 'notice' && body['state'] !== 'sending') {
        notices.add(1, { state: String(body['state']), kind: kindOf(body['subject']) });
      }
      if (kind === 'audit') {
        decisions.add(1, { verb: String(body['action']), outcome: String(body['outcome']) });
      }
    }
  };
}

function kindOf(subject: unknown): string {
  return typeof subject === 'object' && subject !== null && 'kind' in subject ? String(subject.kind) : '';
}
