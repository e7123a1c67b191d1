import { caseCard, type CaseGiven, type CaseTypedAgain } from '../../cards/cases/case.ts';
import { faultText } from '../../cards/cases/faults.ts';
import { asTyped } from '../../cards/cases/typed.ts';
import {
  CaseClosePress,
  CaseCommentPress,
  CaseReopenPress,
  CaseShowPress,
  MAX_COMMENT,
  type CaseStepInput,
} from '../../cards/cases/press.ts';
import type { CaseMove } from '../../domain/cases/case.ts';
import { readLinks } from '../../domain/claims/links.ts';
import { written } from '../../domain/shared/written.ts';
import type { FoundCase } from '../../usecases/cases/find-case.ts';
import { stepCase } from '../../usecases/cases/move.ts';
import { viewCase, viewOf } from '../../usecases/cases/view.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

const INPUTS = ['text', 'attachments'];

export const showCaseAction = cardAction({
  verb: 'case.show',
  who: 'role-or-operator',
  data: ['caseId', 'after'],
  inputs: [],
  schema: CaseShowPress,
  changes: false,
  async run({ context, actor, reader }, { data: { caseId, after } }) {
    const view = await viewCase(context, actor, caseId);
    return view === undefined
      ? FORBIDDEN
      : { card: caseCard(view, reader, after === undefined ? {} : { after: Number(after) }) };
  },
});

export const commentCaseAction = cardAction({
  verb: 'case.comment',
  who: 'role-or-operator',
  data: ['caseId'],
  inputs: INPUTS,
  schema: CaseCommentPress,
  changes: true,
  run: (speaking, { data }) => step(speaking, 'comment', data),
});

export const closeCaseAction = cardAction({
  verb: 'case.close',
  who: 'role-or-operator',
  data: ['caseId'],
  inputs: INPUTS,
  schema: CaseClosePress,
  changes: true,
  run: (speaking, { data }) => step(speaking, 'close', data),
});

export const reopenCaseAction = cardAction({
  verb: 'case.reopen',
  who: 'role-or-operator',
  data: ['caseId'],
  inputs: INPUTS,
  schema: CaseReopenPress,
  changes: true,
  run: (speaking, { data }) => step(speaking, 'reopen', data),
});

async function step(speaking: Speaking, move: CaseMove, data: CaseStepInput): Promise<Answer> {
  const { context, actor, reader, opId } = speaking;
  const { caseId, text = '', attachments = '' } = data;
  const links = readLinks(attachments.slice(0, MAX_COMMENT));
  const isLong = (typed: string) => typed.length > MAX_COMMENT;
  const long = { code: 'too-long', most: MAX_COMMENT } as const;
  if (!links.ok || isLong(text) || isLong(attachments)) {
    const view = await viewCase(context, actor, caseId);
    if (view === undefined) return FORBIDDEN;
    const linkFault = links.ok ? undefined : links.error;
    return {
      card: caseCard(view, reader, {
        typed: {
          ...kept(data),
          textError: faultText(isLong(text) ? long : undefined, reader),
          attachmentsError: faultText(isLong(attachments) ? long : linkFault, reader),
        },
      }),
    };
  }
  const asked = { caseId, move, text: written(text), attachments: links.value };
  const done = await stepCase(context, actor, asked, opId);
  if (done.ok) return { card: caseCard(await viewOf(context, done.value), reader) };
  if (done.error.code === 'forbidden') return FORBIDDEN;
  return refusedCard(speaking, done.error.code, done.error.found, data);
}

async function refusedCard(
  { context, reader }: Speaking,
  code: 'stale' | 'text-missing' | 'thread-full',
  found: FoundCase,
  data: CaseStepInput,
): Promise<Answer> {
  const view = await viewOf(context, found);
  const given: { readonly [refused in typeof code]: () => CaseGiven } = {
    stale: () => ({ note: say(reader, 'cases.note.stale'), typed: kept(data) }),
    'thread-full': () => ({ note: say(reader, 'cases.note.full'), typed: kept(data) }),
    'text-missing': () => ({
      typed: { ...kept(data), textError: faultText({ code: 'missing' }, reader) },
    }),
  };
  return { card: caseCard(view, reader, given[code]()) };
}

/** What was typed, as it was, without what no input takes. */
function kept({ text = '', attachments = '' }: CaseStepInput): CaseTypedAgain {
  return {
    text: asTyped(text, MAX_COMMENT),
    textError: NONE,
    attachments: asTyped(attachments, MAX_COMMENT),
    attachmentsError: NONE,
  };
}
