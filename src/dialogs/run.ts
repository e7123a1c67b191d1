import type { TurnContext } from 'botbuilder';
import type { Dialog, DialogContext, DialogState } from 'botbuilder-dialogs';
import { DialogSet, DialogTurnStatus } from './sdk.ts';
import type { Speaking } from './speaking.ts';

const SPEAKING = Symbol('speaking');
const STATE = Symbol('dialog-state');
const ELSEWHERE = Symbol('elsewhere');

/** Who speaks in the turn that a dialog's step runs in. */
export function speakingIn(context: TurnContext): Speaking {
  const speaking = context.turnState.get<Speaking | undefined>(SPEAKING);
  if (speaking === undefined) throw new Error('a dialog runs outside of a turn');
  return speaking;
}

/** Whether an answer that fits no choice means something else, so that the question is left for it. */
export async function leavesFor(context: TurnContext): Promise<boolean> {
  return (await context.turnState.get<DialogTurn['elsewhere']>(ELSEWHERE)?.()) ?? false;
}

/** Dialogs of several steps over a state that the caller loads and saves; it holds the progress of the asking only. */
export interface Dialogs {
  /** @returns whether the dialog waits for an answer */
  begin(turn: DialogTurn, dialog: string, options?: object): Promise<boolean>;
  /**
   * @returns whether it still waits for an answer; `nothing-asked` when no question is known any more, since it is a day
   *   old or of an earlier release, and nothing was said
   */
  continue(turn: DialogTurn): Promise<boolean | 'nothing-asked'>;
}

export interface DialogTurn {
  readonly context: TurnContext;
  readonly speaking: Speaking;
  /** Changed in place. */
  readonly state: DialogState;
  /** Finds whether what was said means something else than an answer; absent: it is not looked for. */
  readonly elsewhere?: () => Promise<boolean>;
}

export function createDialogs(dialogs: readonly Dialog[]): Dialogs {
  const set = new DialogSet({
    get: (context: TurnContext) => Promise.resolve(context.turnState.get<DialogState>(STATE)),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  });
  for (const dialog of dialogs) set.add(dialog);

  const contextOf = ({ context, speaking, state, elsewhere }: DialogTurn): Promise<DialogContext> => {
    context.turnState.set(SPEAKING, speaking);
    context.turnState.set(ELSEWHERE, elsewhere);
    context.turnState.set(STATE, state);
    return set.createContext(context);
  };
  return {
    async begin(turn, dialog, options) {
      const result = await (await contextOf(turn)).beginDialog(dialog, options);
      return result.status === DialogTurnStatus.waiting;
    },
    async continue(turn) {
      const { dialogStack } = turn.state;
      if (dialogStack.length === 0 || dialogStack.some(({ id }) => set.find(id) === undefined)) {
        turn.state.dialogStack = [];
        return 'nothing-asked';
      }
      const dialogs = await contextOf(turn);
      const result = await dialogs.continueDialog();
      return result.status === DialogTurnStatus.waiting;
    },
  };
}
