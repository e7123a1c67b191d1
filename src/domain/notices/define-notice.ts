import { z } from 'zod';
import type { Topic } from '../memberships/settings.ts';

/** Everything that is said of a kind of notice, once; its card stands in `src/notices/`. */
export interface NoticeDefinition<Kind extends string, Shape extends z.core.$ZodShape> {
  readonly kind: Kind;
  /** One sentence, for `docs/architecture.md`. */
  readonly about: string;
  /** What tells one from another, and where the truth lies from which the card is made. */
  readonly subject: z.ZodObject<{ kind: z.ZodLiteral<Kind> } & Shape>;
  /** What makes it the same notice when it is asked for again, besides its kind; joined by colons. */
  readonly key: (subject: z.infer<z.ZodObject<Shape>>) => readonly (string | number | Date)[];
  /** What it is about in the words of `settings`; absent: it cannot be muted, since something is asked of its reader. */
  readonly topic?: Topic;
  /** What to type to find the same thing. */
  readonly word: string;
}

/** Declares something that people are told unasked. It is found by being in the list of its capability. */
export function defineNotice<Kind extends string, Shape extends z.core.$ZodShape>(
  notice: Omit<NoticeDefinition<Kind, Shape>, 'subject'> & { readonly subject: Shape },
): NoticeDefinition<Kind, Shape> {
  return { ...notice, subject: z.object({ kind: z.literal(notice.kind), ...notice.subject }) };
}
