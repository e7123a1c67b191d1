import { staffOnlyCard } from '../../cards/chat/cards.ts';
import { operationsCard as cardOf } from '../../cards/operators/operations.ts';
import { OperationsShowPress } from '../../cards/operators/press.ts';
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

/** `operations`: the same by a word. */
export const operationsCommand: Command = {
  words: ['operations'],
  about: 'chat.about.operations',
  group: 'staff',
  who: ['operator'],
  run: async (speaking) => (await operationsCard(speaking)) ?? staffOnlyCard('operations', speaking.reader),
};

export const showOperationsAction = cardAction({
  verb: 'operations.show',
  who: 'operator',
  data: [],
  inputs: [],
  schema: OperationsShowPress,
  changes: false,
  async run(speaking) {
    const card = await operationsCard(speaking);
    return card === undefined ? FORBIDDEN : { card };
  },
});
