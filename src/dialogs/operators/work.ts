import { OperationsRetryPress, OperationsWorkPress } from '../../cards/operators/press.ts';
import { workCard } from '../../cards/operators/work.ts';
import { askToRetry, showWork } from '../../usecases/operators/work.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

export const showWorkAction = cardAction({
  verb: 'operations.work',
  who: 'operator',
  data: [],
  inputs: [],
  schema: OperationsWorkPress,
  changes: false,
  run: (speaking) => shown(speaking, false),
});

export const retryWorkAction = cardAction({
  verb: 'operations.retry',
  who: 'operator',
  data: [],
  inputs: [],
  schema: OperationsRetryPress,
  changes: true,
  async run(speaking) {
    const { context, actor, opId } = speaking;
    const asked = await askToRetry(context, actor, opId);
    return asked.ok ? shown(speaking, true) : FORBIDDEN;
  },
});

async function shown({ context, person, reader }: Speaking, retried: boolean): Promise<Answer> {
  const work = await showWork(context, person);
  return work.ok ? { card: workCard(work.value, reader, retried) } : FORBIDDEN;
}
