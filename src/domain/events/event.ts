import { z } from 'zod';
import { ok, refuse, type Result } from '../shared/result.ts';
import { EVENTS } from './all.ts';
import { EventInstant } from './fields.ts';
import { withoutNulls } from './left-out.ts';

export const EventType = z.literal(EVENTS.map(({ type }) => type));
export type EventType = z.infer<typeof EventType>;

/** What an event of each type tells. */
export type EventData<Type extends EventType> = z.infer<
  Extract<(typeof EVENTS)[number], { type: Type }>['data']
>;

/** The schema of what an event of a type tells. */
export function eventData(type: EventType): z.ZodObject {
  const found = EVENTS.find((event) => event.type === type);
  if (found === undefined) throw new Error(`no event ${type}`);
  return found.data;
}

/** A fact told from outside, known by `source` and `id`. */
export interface ParsedEvent {
  readonly source: string;
  readonly id: string;
  readonly type: EventType;
  readonly time: Date | null;
  /** What the schema of its type names and nothing else, as JSON: ids in lower case, instants as RFC 3339 text. */
  readonly data: { readonly [field: string]: unknown };
}

/** Most events of one request. */
export const MAX_BATCH = 500;

/** Most faults that one answer lists. */
const MAX_FAULTS = 1_000;

/** Source: CloudEvents 1.0.2, JSON event format 1.0.2. */
const Envelope = z.object({
  specversion: z.literal('1.0', { error: 'must be 1.0' }),
  id: z.string().min(1, 'must not be empty').max(1_000),
  source: z.string().min(1, 'must not be empty').max(1_000),
  type: z.string().min(1, 'must not be empty').max(200),
  time: EventInstant.optional(),
  datacontenttype: z
    .string()
    .regex(/^application\/([\w.+-]+\+)?json *(;.*)?$/i, 'must be JSON')
    .optional(),
  data: z.record(z.string(), z.unknown(), { error: 'must be an object' }),
});

/** Enough of it to say more of what is wrong. */
const Told = z.object({ type: z.string(), data: z.unknown() });

/**
 * @param body one event, or a batch of up to {@link MAX_BATCH}
 * @returns the events in order, or every fault of every one as `[3].data.customer.seats: what is wrong` (without `[3]`
 *   for a single one); no value of the sender is repeated but an unknown `type`
 */
export function parseEvents(
  body: unknown,
  batch: boolean,
): Result<readonly ParsedEvent[], readonly string[]> {
  if (!batch) return gather([body], () => []);
  if (!Array.isArray(body)) return refuse(['must be an array of events']);
  if (body.length > MAX_BATCH) return refuse([`must be at most ${MAX_BATCH} events`]);
  return gather(body, (index) => [index]);
}

type Parsed = Result<ParsedEvent, readonly string[]>;

/** Stops once there are {@link MAX_FAULTS} faults. */
function gather(
  bodies: readonly unknown[],
  at: (index: number) => readonly PropertyKey[],
): Result<readonly ParsedEvent[], readonly string[]> {
  const events: ParsedEvent[] = [];
  const faults: string[] = [];
  for (const [index, body] of bodies.entries()) {
    const parsed = parseEvent(body, at(index));
    if (parsed.ok) events.push(parsed.value);
    else faults.push(...parsed.error);
    if (faults.length >= MAX_FAULTS) break;
  }
  return faults.length > 0 ? refuse(faults.slice(0, MAX_FAULTS)) : ok(events);
}

function parseEvent(body: unknown, at: readonly PropertyKey[]): Parsed {
  const envelope = Envelope.safeParse(withoutNulls(Envelope, body));
  const told = Told.safeParse(body);
  const type = EventType.safeParse(told.data?.type);
  const faults = envelope.success ? [] : faultsOf(envelope.error, at);
  if (told.success && told.data.type !== '' && !type.success) {
    faults.push(`${path([...at, 'type'])}: ${JSON.stringify(told.data.type.slice(0, 200))} is not known`);
  }
  if (!type.success) return refuse(faults);
  const schema: z.ZodObject = eventData(type.data);
  const data = schema.safeParse(withoutNulls(schema, told.data?.data));
  if (!data.success && typeof told.data?.data === 'object')
    faults.push(...faultsOf(data.error, [...at, 'data']));
  if (!envelope.success || !data.success) return refuse(faults);
  const { source, id, time } = envelope.data;
  const json = z.encode(schema, data.data);
  return ok({ source, id, type: type.data, time: time ?? null, data: json });
}

function faultsOf(error: z.ZodError, at: readonly PropertyKey[]): string[] {
  return error.issues.map((issue) => `${path([...at, ...issue.path])}: ${issue.message}`);
}

/** `[3].data.workloads[0]`; `event` for the event itself. */
function path(keys: readonly PropertyKey[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'event' : text.replace(/^\./, '');
}
