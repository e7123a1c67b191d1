import type { Dialog, WaterfallStepContext } from 'botbuilder-dialogs';
import { z } from 'zod';
import { refusalCard } from '../../cards/chat/cards.ts';
import { talkNothingCard, talkQuestionCard } from '../../cards/chat/talk.ts';
import { say as word } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { say } from '../choice-prompt.ts';
import { leavesFor, speakingIn } from '../run.ts';
import { textPrompt, waterfall } from '../sdk.ts';
import type { Answer, Speaking } from '../speaking.ts';
import { correctionIn, isBack, isSkip, pick, type Choice } from './answers.ts';

/** What has been answered, by field; `''`: left out. A field that is missing is still to be asked. */
export type Answers = { readonly [field: string]: string };

/** A question as it stands now. */
export interface Asked {
  readonly subject: Text;
  readonly line?: Text;
  /** To be chosen from; absent: any text. */
  readonly choices?: readonly Choice[];
  readonly several?: boolean;
  readonly mayBeLeftOut?: boolean;
  /** What an answer that fits no choice means all the same, such as the id of something not listed. */
  readonly other?: (text: string) => Answers | undefined;
}

export interface Question {
  readonly field: string;
  /** @returns undefined where there is nothing to ask; an answer where only one is possible; `nothing`: no answer is possible */
  ask(
    speaking: Speaking,
    answers: Answers,
  ): Promise<Asked | Answers | { readonly nothing: Text } | undefined>;
  /** What is wrong with the answer, by the rule that the form goes by; `undefined`: nothing. */
  wrong?(speaking: Speaking, answers: Answers): Promise<Text | undefined>;
  /** Fields whose answers hang on this one. */
  readonly clears?: readonly string[];
}

/** A form as a conversation: it asks what is missing, and ends with the card whose button acts. */
export interface Interview {
  /** `talk-…`. */
  readonly dialog: string;
  readonly questions: readonly Question[];
  end(speaking: Speaking, answers: Answers): Promise<Answer>;
}

/** Saved as JSON between turns. */
const Progress = z.object({
  answers: z.record(z.string(), z.string()),
  /** Fields in the order in which they were answered by the person. */
  said: z.array(z.string()).default([]),
  /** Said by us in an earlier turn. */
  problem: z.string().transform(asText).default(NONE),
  misses: z.number().default(0),
});
type Progress = z.infer<typeof Progress>;

/** Every conversation asks through one prompt, since an answer is judged by the question and not by its kind. */
const PROMPT = 'talk.answer';
export const answerPrompt = () => textPrompt(PROMPT);

/** Whether a dialog is a conversation, which can be taken up where it was left. */
export function isTalk(dialog: string): boolean {
  return dialog.startsWith('talk-');
}

export function interviewDialog(interview: Interview): Dialog {
  const again = (step: WaterfallStepContext, progress: Progress) =>
    step.replaceDialog(interview.dialog, progress);
  const ask = async (step: WaterfallStepContext) => {
    const speaking = speakingIn(step.context);
    const { progress, open } = await nextOf(interview, speaking, Progress.parse(step.options));
    Object.assign(step.options, progress);
    if (open === undefined) {
      const answer = await interview.end(speaking, progress.answers);
      await step.context.sendActivity(
        say('card' in answer ? answer.card : refusalCard(answer.message(speaking.reader), speaking.reader)),
      );
      return step.endDialog();
    }
    if ('nothing' in open) {
      await step.context.sendActivity(say(talkNothingCard(open.nothing, speaking.reader)));
      return step.endDialog();
    }
    const { asked } = open;
    const card = say(talkQuestionCard({ ...shownOf(asked), problem: progress.problem }, speaking.reader));
    return step.prompt(PROMPT, { prompt: card, retryPrompt: card });
  };
  const take = async (step: WaterfallStepContext) => {
    const speaking = speakingIn(step.context);
    const progress = Progress.parse(step.options);
    const text = z.string().parse(step.result).trim();
    const next = await answered(interview, speaking, { ...progress, problem: NONE }, text);
    if (next.problem !== '' && (await leavesFor(step.context))) return step.endDialog();
    return again(step, next);
  };
  return waterfall(interview.dialog, [ask, take]);
}

type Open = { readonly question: Question; readonly asked: Asked } | { readonly nothing: Text };

/** The first question without an answer; those that can be answered in one way only answer themselves. */
async function nextOf(
  { questions }: Interview,
  speaking: Speaking,
  progress: Progress,
): Promise<{ readonly progress: Progress; readonly open: Open | undefined }> {
  let { answers } = progress;
  for (const question of questions) {
    if (question.field in answers) continue;
    const asked = await question.ask(speaking, answers);
    if (asked === undefined) continue;
    if (isAsked(asked)) return { progress: { ...progress, answers }, open: { question, asked } };
    if (isNothing(asked)) return { progress, open: asked };
    answers = { ...answers, ...asked };
  }
  return { progress: { ...progress, answers }, open: undefined };
}

function isAsked(asked: object): asked is Asked {
  return 'subject' in asked;
}

type Nothing = Extract<Open, { readonly nothing: Text }>;

/** A field of that name is no question's: an answer never looks like it. */
function isNothing(found: Answers | Nothing): found is Nothing {
  return 'nothing' in found;
}

/** How things stand after something was said: an answer, "back", "skip", or a correction of what was said before. */
async function answered(
  interview: Interview,
  speaking: Speaking,
  progress: Progress,
  text: string,
): Promise<Progress> {
  const { reader } = speaking;
  const { open } = await nextOf(interview, speaking, progress);
  if (open === undefined || 'nothing' in open) return progress;
  if (isBack(reader, text)) return withoutLast(interview, progress);
  const corrected = correctionIn(reader, text);
  if (corrected !== undefined) {
    const put = await correction(interview, speaking, progress, corrected);
    if (put !== undefined) return put;
  }
  return answerTo(speaking, progress, open, text);
}

async function answerTo(
  speaking: Speaking,
  progress: Progress,
  { question, asked }: { readonly question: Question; readonly asked: Asked },
  text: string,
): Promise<Progress> {
  const { reader } = speaking;
  const refused = (problem: Text) => ({ ...progress, problem, misses: progress.misses + 1 });
  const found = readAnswer(asked, question.field, speaking, text);
  if (typeof found === 'string') return refused(found);
  // What the first sentence named is judged with the rest at the end; what was chosen from a list that changes is asked again.
  const stale = (question.clears ?? []).filter((field) => progress.said.includes(field));
  const answers = { ...without(progress.answers, stale), ...found };
  const problem = await question.wrong?.(speaking, answers);
  if (problem !== undefined) return refused(problem === '' ? word(reader, 'talk.no-match') : problem);
  const said = [...progress.said.filter((field) => field !== question.field), question.field];
  return { answers, said, problem: NONE, misses: 0 };
}

/** @returns what was answered, or what is wrong with it */
function readAnswer(asked: Asked, field: string, { reader }: Speaking, text: string): Answers | Text {
  const { choices, several = false, mayBeLeftOut = false, other } = asked;
  if (isSkip(reader, text)) return mayBeLeftOut ? { [field]: '' } : word(reader, 'talk.needed');
  if (choices === undefined) return other?.(text) ?? { [field]: text };
  const picked = pick(choices, text, several);
  if (picked !== undefined) return { [field]: picked };
  return other?.(text) ?? word(reader, 'talk.no-match');
}

/** The latest answer for which what was said fits as well takes its place: "no, SharePoint". */
async function correction(
  interview: Interview,
  speaking: Speaking,
  progress: Progress,
  text: string,
): Promise<Progress | undefined> {
  for (const field of progress.said.toReversed()) {
    const question = interview.questions.find((one) => one.field === field);
    if (question === undefined) continue;
    const answers = without(progress.answers, [field]);
    const asked = await question.ask(speaking, answers);
    if (asked === undefined || !isAsked(asked)) continue;
    const put = await answerTo(speaking, { ...progress, answers }, { question, asked }, text);
    if (put.problem === '') return put;
  }
  return undefined;
}

function withoutLast({ questions }: Interview, progress: Progress): Progress {
  const last = progress.said.at(-1);
  if (last === undefined) return progress;
  const clears = questions.find(({ field }) => field === last)?.clears ?? [];
  return {
    ...progress,
    answers: without(progress.answers, [last, ...clears]),
    said: progress.said.slice(0, -1),
  };
}

function without(answers: Answers, fields: readonly string[]): Progress['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !fields.includes(field)));
}

function shownOf({ subject, line = NONE, choices = [], several = false, mayBeLeftOut = false }: Asked) {
  const ofChoices = several ? 'several' : 'one';
  return {
    subject,
    lines: line === '' ? [] : [line],
    choices: choices.map(({ title }) => title),
    how: mayBeLeftOut ? 'text-or-skip' : choices.length > 0 ? ofChoices : 'text',
  } as const;
}
