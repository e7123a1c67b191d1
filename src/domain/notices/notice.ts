import { z } from 'zod';
import { ALL_NOTICES } from './all.ts';
import { PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { TraceParent } from '../shared/trace.ts';

/** What is said of each kind, without what its subject is, for tables. */
export const NOTICES: readonly Pick<(typeof ALL_NOTICES)[number], 'kind' | 'about' | 'topic' | 'word'>[] =
  ALL_NOTICES;

/**
 * What a notice is about. The card is made from the truth when it is sent, so a late notice never shows an old state.
 */
export const NoticeSubject = z.discriminatedUnion('kind', subjectsOf(ALL_NOTICES));
export type NoticeSubject = z.infer<typeof NoticeSubject>;

/** What is said of the kind of a notice. */
export function noticeDefinition(kind: NoticeSubject['kind']) {
  const found = byKind.get(kind);
  if (found === undefined) throw new Error(`no notice ${kind}`);
  return found;
}

const byKind = new Map(ALL_NOTICES.map((definition) => [definition.kind, definition]));

/** What tells one subject from another: asking to tell a person of the same again is the same notice. */
export function subjectKey(subject: NoticeSubject): string {
  const { key } = noticeDefinition(subject.kind) as {
    readonly key: (of: NoticeSubject) => readonly (string | number | Date)[];
  };
  const parts = key(subject).map((part) => (part instanceof Date ? part.toISOString() : part));
  return [subject.kind, ...parts].join(':');
}

type Subjects<Notices> = {
  readonly [At in keyof Notices]: Notices[At] extends { readonly subject: infer S } ? S : never;
};

/** The schemas of what the notices are about, one by one as they stand in the list. */
function subjectsOf<const Notices extends readonly { readonly subject: unknown }[]>(
  notices: Notices,
): Subjects<Notices> {
  return notices.map(({ subject }) => subject) as unknown as Subjects<Notices>;
}

/** `sending` with an expired lease is `uncertain`: perhaps delivered, never simply sent again at once. */
export const NoticeState = z.enum(['pending', 'sending', 'sent', 'uncertain', 'unreachable', 'dead']);
export type NoticeState = z.infer<typeof NoticeState>;

export const MAX_BREVITY = 2;

/** Reasons for which a notice ends unsent and nothing is wrong. */
export const NOTHING_TO_TELL = 'nothing to tell any more';
export const AS_ASKED = 'as the person asked: ';

/** Dead because something failed, so that trying again may help. */
export function gaveUp({ state, lastError }: Pick<Notice, 'state' | 'lastError'>): boolean {
  return state === 'dead' && lastError !== NOTHING_TO_TELL && !lastError.startsWith(AS_ASKED);
}

/** One thing to tell one person, and how far that got. Lies with the person, so that theirs go in order. */
export const Notice = z.object({
  noticeId: z.string(),
  personId: PersonId,
  subject: NoticeSubject,
  /** Orders a person's notices: the instant it was asked for, then the id. */
  createdAt: Instant,
  state: NoticeState,
  /** Version of the card to show and version shown; they differ while an update is due. */
  wanted: z.number().int(),
  shown: z.number().int(),
  /** Whether the lane has work with it: to be sent, or to be updated. */
  open: z.boolean(),
  attempts: z.number().int(),
  /** How often it has been perhaps delivered. */
  uncertain: z.number().int(),
  /** The last wait without a `Retry-After`, in milliseconds, from which the next one is drawn; 0: none yet. */
  waitedMs: z.number().int(),
  /** While it waits, those behind it go on: it is itself at fault, not the way to the person. */
  aside: z.boolean(),
  /** How much shorter its card has to be than it would: 0 as it is, 1 short, 2 no more than where to look. */
  brevity: z.number().int().min(0).max(MAX_BREVITY),
  /** HTTP status of the last answer, 0 for none. */
  lastStatus: z.number().int(),
  /** Why it rests, in words for an operator of the machine. */
  lastError: z.string(),
  notBefore: Instant.nullable(),
  leaseUntil: Instant.nullable(),
  /** The message in Teams, once known. */
  activityId: z.string().nullable(),
  conversationId: z.string().nullable(),
  sentAt: Instant.nullable(),
  /** Messages that show the same once more, to be taken back. */
  extras: z.array(z.object({ activityId: z.string(), conversationId: z.string() })),
  /** Id of the digest that tells it; from then on it goes as that goes. */
  digestId: z.string().nullable(),
  /** What asked for it; absent where nobody looks on. */
  trace: TraceParent.optional(),
});
export type Notice = z.infer<typeof Notice>;

/** A notice that nothing has happened to yet. */
export function newNotice(
  personId: PersonId,
  subject: NoticeSubject,
  wanted: number,
  createdAt: Date,
): Notice {
  return {
    noticeId: `${subjectKey(subject)}:${personId}`,
    personId,
    subject,
    createdAt,
    state: 'pending',
    wanted,
    shown: 0,
    open: true,
    attempts: 0,
    uncertain: 0,
    waitedMs: 0,
    aside: false,
    brevity: 0,
    lastStatus: 0,
    lastError: '',
    notBefore: null,
    leaseUntil: null,
    activityId: null,
    conversationId: null,
    sentAt: null,
    extras: [],
    digestId: null,
  };
}
