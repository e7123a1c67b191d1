import { inYear, windowOpens } from '../../domain/renewals/anniversary.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import { daysBetween, type Day } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { day, eitherOf, listOf, localDay, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { sentences } from '../kit/sentences.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import { checklists, type ItemList } from './checklist.ts';
import { sectionsOf, warnedOf, warningOf, type Section } from './around.ts';
import { shareLink } from './share.ts';
import type { RenewalShown } from './shown.ts';

interface RenewalData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly { readonly title: Text; readonly value: Text }[];
  readonly warning: Text;
  readonly warned: readonly Text[];
  readonly lists: readonly ItemList[];
  readonly sections: readonly Section[];
  readonly small: Text;
  /** What marking it as renewed does; `''`: it cannot be now, or not by the reader. */
  readonly done: Text;
  readonly hasCalendar: boolean;
  /** A chat with the primary contact, with a message to send; `''`: none, or the reader is it. */
  readonly share: string;
  readonly others: readonly { readonly title: Text; readonly partnerId: string; readonly program: Program }[];
  readonly partnerId: string;
  readonly program: Program;
}

const render = cardTemplate<RenewalData>('renewal');

/**
 * When a membership is renewed, what is to be done for it and by whom, and what stands in its way.
 *
 * @param how `isNotice`: it comes unasked, so it says how to be told less; `isRefused`: it was marked before the window opened
 */
export function renewalCard(
  shown: RenewalShown,
  reader: Reader,
  how: { readonly isNotice?: boolean; readonly isRefused?: boolean } = {},
): AdaptiveCard {
  const { location, program, due, isAdmin, others } = shown;
  const today = localDay(reader.now, reader);
  const state = stateOf(due, today, reader);
  return render(
    {
      fallbackText: say(reader, 'renewals.fallback', {
        program: PROGRAM_NAMES[program],
        location: clean(location.name),
        state,
      }),
      head: head(
        say(reader, 'renewals.kind'),
        location.name,
        PROGRAM_NAMES[program],
        state,
        due !== undefined && due < today ? 'Attention' : 'Accent',
      ),
      lines: linesOf(shown, today, how.isRefused === true, reader),
      facts: due === undefined ? [] : factsOf(shown, due, today, reader),
      warning: warningOf(shown, reader),
      warned: warnedOf(shown, reader),
      lists: due === undefined ? [] : checklists(shown, reader),
      sections: sectionsOf(shown, reader),
      small: sentences(
        reader,
        due === undefined ? NONE : tickingLine(shown, reader),
        how.isNotice === true ? say(reader, 'renewals.small') : NONE,
      ),
      done: isAdmin && due !== undefined && today >= windowOpens(due) ? doneLine(shown, due, reader) : NONE,
      hasCalendar: due !== undefined,
      share: due === undefined ? '' : shareLink(shown, due, reader),
      others: others.map((other) => ({
        title: say(reader, 'renewals.button.other', { program: asText(other) }),
        partnerId: location.partnerId,
        program: other,
      })),
      partnerId: location.partnerId,
      program,
    },
    reader,
  );
}

function tickingLine({ isAdmin, admins }: RenewalShown, reader: Reader): Text {
  return isAdmin ? say(reader, 'renewals.tap') : onlyAdmins(admins.map(bold), reader);
}

/** Who may tick and renew, to somebody else with a role there. */
export function onlyAdmins(names: readonly Text[], reader: Reader): Text {
  const rule = say(reader, 'renewals.only-admins');
  if (names.length === 0) return rule;
  return sentences(reader, rule, say(reader, 'renewals.ask-admin', { names: eitherOf(names, reader) }));
}

/** For somebody whose locations are in no programme. */
export function nothingToRenewCard(reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'renewals.kind'),
      subject: say(reader, 'renewals.none.subject'),
      lines: [say(reader, 'renewals.none.line')],
    },
    reader,
  );
}

function stateOf(due: Day | undefined, today: Day, reader: Reader): Text {
  if (due === undefined) return NONE;
  if (due < today) return say(reader, 'units.overdue');
  if (due === today) return say(reader, 'renewals.state.today');
  return say(reader, 'units.days-left', { days: daysBetween(today, due) });
}

function linesOf(shown: RenewalShown, today: Day, isRefused: boolean, reader: Reader): readonly Text[] {
  const { due, ends, renewed, primary, isPrimary } = shown;
  if (due === undefined) return [say(reader, 'renewals.ended', { day: day(ends ?? today, reader) })];
  const isNew = renewed !== null && daysBetween(renewed.due, today) < 0;
  const who = isPrimary ? 'is-you' : primary.length === 0 ? 'nobody' : 'typically';
  return [
    isRefused ? say(reader, 'renewals.not-open') : NONE,
    isNew ? say(reader, 'renewals.renewed.line', { day: day(renewed.due, reader) }) : NONE,
    due < today ? say(reader, 'renewals.overdue') : NONE,
    say(reader, `renewals.who.${who}`),
  ].filter((line) => line !== '');
}

function factsOf(
  { primary, renewed }: RenewalShown,
  due: Day,
  today: Day,
  reader: Reader,
): RenewalData['facts'] {
  const opens = windowOpens(due);
  const names = primary.map(({ name, email }) => plain(name === '' ? email : name, 80));
  return [
    { title: say(reader, 'renewals.fact.anniversary'), value: day(due, reader) },
    {
      title: say(reader, 'renewals.fact.window'),
      value: say(reader, today < opens ? 'renewals.window.opens' : 'renewals.window.open', {
        day: day(opens, reader),
      }),
    },
    {
      title: say(reader, 'renewals.fact.primary'),
      value: names.length === 0 ? say(reader, 'renewals.primary.none') : listOf(names, reader),
    },
    ...(renewed === null
      ? []
      : [
          {
            title: say(reader, 'renewals.fact.renewed'),
            value: say(reader, 'renewals.renewed.by', {
              day: day(localDay(renewed.at, reader), reader),
              name: plain(renewed.name, 80),
            }),
          },
        ]),
  ];
}

function doneLine({ location }: RenewalShown, due: Day, reader: Reader): Text {
  return say(reader, 'renewals.done.line', {
    location: plain(location.name),
    day: day(inYear(due, Number(due.slice(0, 4)) + 1), reader),
  });
}
