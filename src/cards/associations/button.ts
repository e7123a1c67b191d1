import type { Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';

/** A button as templates repeat it; `submit` is what a client without Universal Actions sends. */
export interface Button {
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
  readonly submit: ActionData;
}

export function button(title: Text, verb: string, data: ActionData): Button {
  return { title, verb, data, submit: { ...data, verb } };
}
