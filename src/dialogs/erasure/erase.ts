import { eraseFormCard, erasureCard, PersonErasePress } from '../../cards/erasure/erasure.ts';
import { AadObjectId } from '../../domain/shared/ids.ts';
import { askToErase } from '../../usecases/erasure/ask.ts';
import { isOperator } from '../../usecases/operators/operator.ts';
import { cardAction, FORBIDDEN, INVALID, type Answer, type Speaking } from '../speaking.ts';

/** Erases oneself, or for operators somebody else. */
export const eraseAction = cardAction({
  verb: 'person.erase',
  who: 'oneself-or-operator',
  data: ['aadObjectId'],
  inputs: [],
  schema: PersonErasePress,
  changes: true,
  async run(speaking, { data: { form, aadObjectId } }) {
    if (form === undefined && aadObjectId === undefined) return erased(speaking, undefined);
    const typed = (aadObjectId ?? '').trim();
    const whom = AadObjectId.safeParse(typed);
    if (whom.success) return erased(speaking, whom.data);
    if (form === undefined) return typed === '' ? INVALID : FORBIDDEN;
    const { context, actor, reader } = speaking;
    return (await isOperator(context.documents, actor)) ? { card: eraseFormCard(typed, reader) } : FORBIDDEN;
  },
});

async function erased(speaking: Speaking, whom: AadObjectId | undefined): Promise<Answer> {
  const { context, actor, reader } = speaking;
  const asked = await askToErase(context, actor, whom);
  return asked.ok ? { card: erasureCard(asked.value, reader) } : FORBIDDEN;
}
