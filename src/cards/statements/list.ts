import { z } from 'zod';
import type { Statement } from '../../domain/statements/statement.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import { dotted } from '../kit/dotted.ts';
import { money, month, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import {
  MEMBERSHIP_INPUTS,
  membershipTitle,
  membershipValue,
  type MembershipNamed,
} from '../kit/membership-input.ts';
import { sentences } from '../kit/sentences.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';

export interface StatementsShown {
  readonly membership: MembershipNamed;
  /** Those that may be listed instead, this one among them. */
  readonly choices: readonly MembershipNamed[];
  /** The latest month first. */
  readonly statements: readonly Statement[];
}

interface StatementsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  readonly rows: readonly { readonly month: Text; readonly about: Text; readonly total: Text }[];
  readonly empty: Text;
  readonly small: Text;
  readonly choices: readonly Choice[];
  /** Other memberships to choose from; empty with one only. */
  readonly memberships: readonly Choice[];
  readonly membership: string;
  readonly partnerId: string;
  readonly program: string;
}

/** A year: what anybody looks for. Older ones can be got by their number. */
const MAX_ROWS = 12;

const render = cardTemplate<StatementsData>('statements');

/** The statements of a membership, and what to do with one. */
export function statementsCard(shown: StatementsShown, reader: Reader, note: Text = NONE): AdaptiveCard {
  const { membership, choices, statements } = shown;
  const { location, program } = membership;
  const listed = statements.slice(0, MAX_ROWS);
  const more = statements.length - listed.length;
  const isEmpty = listed.length === 0;
  return render(
    {
      fallbackText: say(reader, 'statements.summary', {
        location: clean(location.name),
        program: PROGRAM_NAMES[program],
      }),
      head: head(say(reader, 'statements.kind'), PROGRAM_NAMES[program], location.name),
      note,
      rows: listed.map((statement) => ({
        month: month(statement.period, reader),
        about: dotted(plain(statement.statementId, 60), plain(statement.file, 60)),
        total: money(Number(statement.total), statement.currency, reader),
      })),
      empty: isEmpty ? say(reader, 'statements.none') : NONE,
      small: isEmpty
        ? NONE
        : sentences(
            reader,
            more === 0 ? NONE : say(reader, 'statements.more', { count: more }),
            say(reader, 'statements.note'),
          ),
      choices: listed.map(({ statementId, period }) => ({
        title: clean(dotted(month(period, reader), clean(statementId, 60)), 80),
        value: statementId,
      })),
      memberships: choices.length < 2 ? [] : choices.map((one) => membershipChoice(one, reader)),
      membership: membershipValue(membership),
      partnerId: location.partnerId,
      program,
    },
    reader,
  );
}

function membershipChoice(one: MembershipNamed, reader: Reader): Choice {
  return { title: membershipTitle(one, reader), value: membershipValue(one) };
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const StatementListPress = z.strictObject({
  verb: z.literal('statement.list'),
  data: z.strictObject({ ...MEMBERSHIP_INPUTS, statementId: z.string().max(100_000).optional() }),
});

export const StatementGetPress = z.strictObject({
  verb: z.literal('statement.get'),
  data: z.strictObject({
    partnerId: MEMBERSHIP_INPUTS.partnerId,
    membership: MEMBERSHIP_INPUTS.membership,
    statementId: z.string().min(1).max(200),
  }),
});
