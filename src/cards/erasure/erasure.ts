import { z } from 'zod';
import { nameOfPseudonym, type Erasure } from '../../domain/erasure/erasure.ts';
import type { MessageKey } from '../../words/messages.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { date, listOf, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import type { Fact } from '../referrals/offer-text.ts';

interface ErasureData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly Fact[];
  /** What stays, and why. */
  readonly kept: readonly Text[];
  /** Whether it asks whom to erase. */
  readonly asks: boolean;
  readonly typed: string;
  readonly error: Text;
}

/**
 * `form`: the operators' form, in which an id that was lost or left empty never means oneself. Without it and without an id it
 * is about oneself.
 */
export const PersonErasePress = z.strictObject({
  verb: z.literal('person.erase'),
  data: z.strictObject({
    form: z.literal('somebody').optional(),
    aadObjectId: z.string().max(200).nullish(),
  }),
});

const render = cardTemplate<ErasureData>('erasure');

const COLORS: { readonly [state in Erasure['state']]: StateColor } = {
  waiting: 'Attention',
  running: 'Accent',
  done: 'Good',
};

const KEPT = [
  'histories',
  'proof',
  'hash',
  'chat',
  'logs',
] as const satisfies readonly (MessageKey extends infer Key
  ? Key extends `erasure.kept.${infer Named}`
    ? Named
    : never
  : never)[];

/** The report of an erasure: how far it is, what it waits for, what stays and why. */
export function erasureCard(erasure: Erasure, reader: Reader): AdaptiveCard {
  const { state, pseudonym } = erasure;
  const name = plain(nameOfPseudonym(pseudonym));
  return render(
    {
      fallbackText: say(reader, `erasure.fallback.${state}`),
      head: head(
        say(reader, 'erasure.kind'),
        '',
        say(reader, 'erasure.subject'),
        say(reader, `erasure.state.${state}`),
        COLORS[state],
      ),
      lines: linesOf(erasure, reader),
      facts: factsOf(erasure, reader),
      kept: KEPT.map((what) =>
        what === 'histories'
          ? say(reader, 'erasure.kept.histories', { name })
          : say(reader, `erasure.kept.${what}`),
      ),
      asks: false,
      typed: '',
      error: NONE,
    },
    reader,
  );
}

function linesOf({ state, waitsFor }: Erasure, reader: Reader): readonly Text[] {
  if (state === 'waiting') {
    const memberships = listOf(
      waitsFor.map(({ partnerId, program }) => plain(`${partnerId} ${program}`)),
      reader,
    );
    return [say(reader, 'erasure.waiting', { memberships }), say(reader, 'erasure.waiting-next')];
  }
  return [say(reader, `erasure.${state}`), say(reader, 'erasure.stranger')];
}

function factsOf({ state, askedAt, doneAt, kept, removed }: Erasure, reader: Reader): readonly Fact[] {
  const asked = { title: say(reader, 'erasure.fact.asked'), value: date(askedAt, reader) };
  if (state !== 'done' || doneAt === null) return [asked];
  return [
    asked,
    { title: say(reader, 'erasure.fact.done'), value: date(doneAt, reader) },
    { title: say(reader, 'erasure.fact.removed'), value: number(removed, reader) },
    { title: say(reader, 'erasure.fact.kept'), value: number(kept, reader) },
  ];
}

/** The operators' form, after an id that is none. */
export function eraseFormCard(typed: string, reader: Reader): AdaptiveCard {
  return render(
    {
      fallbackText: say(reader, 'erasure.fallback.form'),
      head: head(say(reader, 'erasure.kind'), '', say(reader, 'erasure.erase-somebody'), NONE, 'Default'),
      lines: [say(reader, 'erasure.ask-somebody')],
      facts: [],
      kept: [],
      asks: true,
      typed: typed.slice(0, 36),
      error: say(reader, 'erasure.id-error'),
    },
    reader,
  );
}
