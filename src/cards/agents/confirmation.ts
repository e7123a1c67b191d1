import { z } from 'zod';
import {
  confirmationState,
  ConfirmationId,
  type Confirmation,
  type ConfirmationState,
} from '../../domain/agents/confirmation.ts';
import { CaseKind } from '../../domain/cases/kinds.ts';
import { DeclineReason } from '../../domain/referrals/referral.ts';
import { RenewalItem } from '../../domain/renewals/checklist.ts';
import { ClaimActivity, Program } from '../../domain/shared/catalogue.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/language.ts';
import { say, type PlainKey } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { messageCard, type MessageButton, type MessageFact } from '../chat/message.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { activityName, declineReasonName, PROGRAM_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { FIELD_LABELS } from './labels.ts';

const Named = z.strictObject({ confirmationId: ConfirmationId });

export const AgentConfirmPress = z.strictObject({ verb: z.literal('agent.confirm'), data: Named });
export const AgentRefusePress = z.strictObject({ verb: z.literal('agent.refuse'), data: Named });

const COLORS: { readonly [state in ConfirmationState]: StateColor } = {
  waiting: 'Accent',
  confirmed: 'Good',
  refused: 'Default',
  expired: 'Default',
};

/** The longest text of one field that is shown; all of it is what would be done. */
const MAX_SHOWN = 1_000;

/**
 * What an agent asks for in its person's name: what would be done, to what, with which words and by whom it is asked; with
 * Confirm and Refuse while it waits, and what became of it afterwards.
 */
export function confirmationCard(confirmation: Confirmation, reader: Reader): AdaptiveCard {
  const state = confirmationState(confirmation, reader.now);
  return messageCard(
    {
      kind: say(reader, 'agents.kind'),
      subject: say(reader, `verbs.${confirmation.verb}.title`),
      state: say(reader, `agents.state.${state}`),
      stateColor: COLORS[state],
      lines: [
        say(reader, lineOf(confirmation, state)),
        plain(confirmation.said),
        say(reader, `verbs.${confirmation.verb}.about`),
      ],
      facts: factsOf(confirmation, state, reader),
      small: state === 'waiting' ? say(reader, 'agents.small') : NONE,
      buttons: state === 'waiting' ? buttonsOf(confirmation, reader) : [],
    },
    reader,
  );
}

function lineOf({ outcome }: Confirmation, state: ConfirmationState): PlainKey {
  if (state !== 'confirmed') return `agents.line.${state}`;
  return outcome === null ? 'agents.line.under-way' : `agents.line.confirmed-${outcome}`;
}

function factsOf(
  { verb, about, client, data, until }: Confirmation,
  state: ConfirmationState,
  reader: Reader,
): MessageFact[] {
  const typed = Object.entries(data).flatMap(([field, value]) => {
    const label = FIELD_LABELS[`${verb}.${field}`] ?? FIELD_LABELS[field];
    if (label === undefined || value === null || value === '') return [];
    return [{ title: say(reader, label), value: typedText(field, String(value), reader) }];
  });
  const open: MessageFact = { title: say(reader, 'agents.fact.until'), value: dateTime(until, reader) };
  return [
    ...fact(say(reader, 'agents.fact.about'), about),
    ...typed,
    ...fact(
      say(reader, 'agents.fact.client'),
      client.name === '' ? client.id : `${client.name} (${client.id})`,
    ),
    ...(state === 'waiting' ? [open] : []),
  ];
}

/** As a form words it, where it is one of a form's choices. */
function typedText(field: string, value: string, reader: Reader): Text {
  return CHOSEN[field]?.(value, reader) ?? plain(value, MAX_SHOWN);
}

/** What a choice is called; undefined: it is none. */
const CHOSEN: { readonly [field: string]: (value: string, reader: Reader) => Text | undefined } = {
  reason: named(DeclineReason, declineReasonName),
  program: named(Program, (program) => PROGRAM_NAMES[program]),
  kind: named(CaseKind, (kind, reader) => say(reader, `cases.kind.${kind}`)),
  item: named(RenewalItem, (item, reader) => say(reader, `renewals.item.${item}`)),
  activity: named(ClaimActivity, activityName),
  language: named(z.enum(LANGUAGES), (language) => LANGUAGE_NAMES[language]),
};

function named<Id extends string>(schema: z.ZodType<Id>, name: (id: Id, reader: Reader) => Text) {
  return (value: string, reader: Reader): Text | undefined => {
    const id = schema.safeParse(value);
    return id.success ? name(id.data, reader) : undefined;
  };
}

function fact(title: Text, value: string): MessageFact[] {
  return value === '' ? [] : [{ title, value: plain(value, MAX_SHOWN) }];
}

function buttonsOf({ confirmationId }: Confirmation, reader: Reader): MessageButton[] {
  const data = { confirmationId };
  return [
    { title: say(reader, 'agents.confirm'), verb: 'agent.confirm', data },
    { title: say(reader, 'agents.refuse'), verb: 'agent.refuse', data },
  ];
}
