import { AgentConfirmPress, AgentRefusePress, confirmationCard } from '../../cards/agents/confirmation.ts';
import type { Confirmation, ConfirmationId } from '../../domain/agents/confirmation.ts';
import { agentsAllowed } from '../../usecases/agents/allowed.ts';
import { answerAgent, recordOutcome } from '../../usecases/agents/answer.ts';
import { watched } from '../../usecases/agents/rehearse.ts';
import { say } from '../../words/say.ts';
import {
  cardAction,
  FORBIDDEN,
  INVALID,
  type Answer,
  type CardAction,
  type Refusal,
  type Speaking,
} from '../speaking.ts';
import { pressAsAgent } from './press.ts';

/** The press of a verb, once all are known. */
type FindPress = (verb: string) => CardAction | undefined;

/** Confirm and Refuse, under what an agent asked for. Confirming runs the usual press, with its usual checks at that moment. */
export function agentActions(find: FindPress): readonly CardAction[] {
  const same = { who: 'oneself', data: ['confirmationId'], inputs: [], changes: true } as const;
  return [
    cardAction({
      ...same,
      verb: 'agent.confirm',
      schema: AgentConfirmPress,
      run: (speaking, { data }) => confirm(find, speaking, data.confirmationId),
    }),
    cardAction({
      ...same,
      verb: 'agent.refuse',
      schema: AgentRefusePress,
      async run(speaking, { data }) {
        const { context, actor } = speaking;
        const answered = await answerAgent(context, actor, data.confirmationId, 'refused');
        return answered.ok ? shown(speaking, answered.value.confirmation) : FORBIDDEN;
      },
    }),
  ];
}

/** Since they asked, the person has switched them off, or an admin of a location of theirs has. */
const SWITCHED_OFF: Refusal = {
  refused: 'forbidden',
  message: (reader) => say(reader, 'agents.switched-off'),
};

async function confirm(find: FindPress, speaking: Speaking, confirmationId: ConfirmationId): Promise<Answer> {
  const { context, actor, person } = speaking;
  if (!(await agentsAllowed(context.documents, person))) return SWITCHED_OFF;
  const answered = await answerAgent(context, actor, confirmationId, 'confirmed');
  if (!answered.ok) return FORBIDDEN;
  const { confirmation, now } = answered.value;
  if (!now) return shown(speaking, confirmation);
  const action = find(confirmation.verb);
  const opId = `agent:${confirmationId}`;
  const { answer, changed } = await watched(context, (watching) =>
    action === undefined
      ? Promise.resolve(INVALID)
      : pressAsAgent(action, { ...speaking, context: watching, opId }, confirmation.data),
  );
  const became =
    'card' in answer
      ? ({ outcome: changed ? 'done' : 'unchanged', said: answer.card.fallbackText } as const)
      : ({ outcome: 'refused', said: '' } as const);
  const recorded = await recordOutcome(context, actor, confirmationId, became);
  return 'card' in answer ? shown(speaking, recorded) : answer;
}

function shown({ reader }: Speaking, confirmation: Confirmation): Answer {
  return { card: confirmationCard(confirmation, reader) };
}
