import {
  MAX_DETAIL,
  MAX_SUBJECT,
  MAX_TEXT,
  type CaseFaults,
  type CaseField,
  type CaseTyped,
} from '../../domain/cases/asked.ts';
import { CASE_KINDS, CaseKind, DETAILS_OF } from '../../domain/cases/kinds.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import type { Choice } from '../kit/choice.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { faultText } from './faults.ts';
import { asTyped } from './typed.ts';

/** A form as it is shown, empty or come back. */
export interface CaseForm {
  readonly intent: string;
  /** The location it is for; undefined: still to be chosen. */
  readonly location: Pick<Location, 'partnerId' | 'name'> | undefined;
  /** Those that can be chosen. */
  readonly locations: readonly Pick<Location, 'partnerId' | 'name'>[];
  /** Of the location, in force. */
  readonly memberships: readonly Program[];
  readonly typed: CaseTyped;
  readonly faults: CaseFaults;
  readonly note: Text;
}

interface ChoiceInput {
  readonly id: string;
  readonly label: Text;
  readonly style: 'compact' | 'expanded';
  readonly value: string;
  readonly options: readonly Choice[];
  readonly error: Text;
}

interface TextInput {
  readonly id: string;
  readonly label: Text;
  readonly isMultiline: boolean;
  readonly maxLength: number;
  readonly value: string;
  readonly error: Text;
}

interface CaseFormData {
  readonly head: Head;
  readonly note: Text;
  readonly choices: readonly ChoiceInput[];
  readonly fields: readonly TextInput[];
  /** The subject while there is no field for it yet: it goes along unseen. */
  readonly question: string;
  readonly sendTitle: Text;
  readonly sendVerb: string;
  readonly sendData: ActionData;
  /** The same for a client without Universal Actions: the verb among the ids. */
  readonly submitData: ActionData;
}

const render = cardTemplate<CaseFormData>('case-form');

/** First what a case is about and for which location; then the fields of that kind. */
export function caseFormCard(form: CaseForm, reader: Reads): AdaptiveCard {
  const kind = CaseKind.safeParse(form.typed.kind).data;
  const fields = form.location === undefined ? [] : fieldsOf(form, kind, reader);
  const isLast = fields.length > 0;
  const hasFaults = Object.keys(form.faults).length > 0;
  const sendVerb = isLast ? 'case.open' : 'case.form';
  const sendData: ActionData = {
    intent: form.intent,
    ...(form.location === undefined ? {} : { partnerId: form.location.partnerId }),
    ...(kind === undefined ? {} : { kind }),
  };
  return render(
    {
      head: head(
        say(reader, kind === undefined ? 'cases.form.kind' : `cases.kind.${kind}`),
        form.location?.name ?? '',
        say(reader, 'cases.form.subject'),
        hasFaults ? say(reader, 'cases.form.not-sent') : NONE,
        'Attention',
      ),
      note: form.note,
      choices: choicesOf(form, kind, reader),
      fields,
      question: isLast ? '' : asTyped(form.typed.text || form.typed.subject, MAX_TEXT),
      sendTitle: say(reader, isLast ? 'cases.button.open' : 'cases.button.next'),
      sendVerb,
      sendData,
      submitData: { ...sendData, verb: sendVerb },
    },
    reader,
  );
}

function choicesOf(form: CaseForm, kind: CaseKind | undefined, reader: Reads): ChoiceInput[] {
  const { location, locations, memberships, typed, faults } = form;
  return [
    ...(kind === undefined ? [kindInput(faults, reader)] : []),
    ...(location === undefined ? [locationInput(locations, reader)] : []),
    ...(location !== undefined && memberships.length > 1
      ? [
          {
            id: 'program',
            label: say(reader, 'cases.field.program'),
            style: 'compact' as const,
            value: memberships.some((program) => program === typed.program) ? typed.program : '',
            options: memberships.map((value) => ({ title: PROGRAM_NAMES[value], value })),
            error: faultText(faults.program, reader),
          },
        ]
      : []),
  ];
}

function kindInput(faults: CaseFaults, reader: Reads): ChoiceInput {
  return {
    id: 'kind',
    label: say(reader, 'cases.field.kind'),
    style: 'expanded',
    value: '',
    options: CASE_KINDS.map((value) => ({ title: say(reader, `cases.kind.${value}`), value })),
    error: faultText(faults.kind, reader),
  };
}

function locationInput(locations: CaseForm['locations'], reader: Reads): ChoiceInput {
  return {
    id: 'partnerId',
    label: say(reader, 'cases.field.location'),
    style: 'compact',
    value: locations[0]?.partnerId ?? '',
    options: locations.map(({ partnerId, name }) => ({ title: clean(name, 80), value: partnerId })),
    error: NONE,
  };
}

/** None while the kind is open and nothing has been typed. */
function fieldsOf({ typed, faults }: CaseForm, kind: CaseKind | undefined, reader: Reads): TextInput[] {
  if (kind === undefined && typed.subject === '' && typed.text === '') return [];
  const fields = ['subject', 'text', ...(kind === undefined ? [] : DETAILS_OF[kind]), 'attachments'] as const;
  return fields.map((id) => ({
    id,
    label: say(reader, `cases.field.${id}`),
    isMultiline: id === 'text' || id === 'attachments',
    maxLength: mostOf(id),
    value: asTyped(typed[id], mostOf(id)),
    error: faultText(faults[id], reader),
  }));
}

function mostOf(field: CaseField): number {
  if (field === 'subject') return MAX_SUBJECT;
  return field === 'text' || field === 'attachments' ? MAX_TEXT : MAX_DETAIL;
}
