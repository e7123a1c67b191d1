import { refusalCard } from '../../cards/chat/cards.ts';
import { operationsCard as cardOf } from '../../cards/operators/operations.ts';
import { OperationsShowSubmit } from '../../cards/operators/submit.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { surveyOperations } from '../../usecases/operators/operations.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';

/** How referrals stand, for programme staff. @returns undefined for everybody else */
export async function operationsCard({
  context,
  person,
  reader,
}: Speaking): Promise<AdaptiveCard | undefined> {
  const survey = await surveyOperations(context, person);
  return survey.ok ? cardOf(survey.value, reader) : undefined;
}

/** `operations`: the same by a word, for programme staff who also have a location. Not listed: hardly anybody may. */
export const operationsCommand: Command = {
  words: ['operations'],
  about: '',
  ready: true,
  run: async (speaking) => (await operationsCard(speaking)) ?? refusalCard(FORBIDDEN.message),
};

export const showOperationsAction = cardAction({
  verb: 'operations.show',
  schema: OperationsShowSubmit,
  changes: false,
  async run(speaking) {
    const card = await operationsCard(speaking);
    return card === undefined ? FORBIDDEN : { card };
  },
});
