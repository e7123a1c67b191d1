import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import type { Reader } from '../../kit/format.ts';
import type { StateColor } from '../../kit/head.ts';
import type { ClaimFormState } from './shown.ts';

/** That nothing was submitted, or that something is wrong; `''`: neither. */
export function problemOf(
  { isRefused = false, step }: ClaimFormState,
  whoIsWrong: boolean,
  reader: Reader,
): Text {
  if (isRefused) return say(reader, 'claim-form.problem.refused');
  return whoIsWrong && step !== 'who' ? say(reader, 'claim-form.problem.fields') : NONE;
}

/** Which half it is, or what came of it. */
export function headState(
  { isRefused = false, step }: ClaimFormState,
  showWhat: boolean,
  isDraft: boolean,
  reader: Reader,
): { readonly word: Text; readonly color: StateColor } {
  if (isRefused) return { word: say(reader, 'claim-form.state.to-correct'), color: 'Attention' };
  if (step === 'all' && !isDraft) return { word: NONE, color: 'Default' };
  const state = isDraft ? 'draft' : showWhat ? 'step-2' : 'step-1';
  return { word: say(reader, `claim-form.state.${state}`), color: 'Default' };
}
