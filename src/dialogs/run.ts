import type { TurnContext } from 'botbuilder';
import type { Dialog, DialogContext, DialogSet, DialogState, DialogTurnResult } from 'botbuilder-dialogs';
import { dialogSet, loadDialogs } from './sdk.ts';
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

/** @param made makes them, when the first conversation needs them */
export function createDialogs(made: () => readonly Dialog[]): Dialogs {
  let set: DialogSet | undefined;
  const dialogs = async () => {
    await loadDialogs();
    return (set ??= setOf(made()));
  };
  const contextOf = async ({ context, speaking, state, elsewhere }: DialogTurn): Promise<DialogContext> => {
    context.turnState.set(SPEAKING, speaking);
    context.turnState.set(ELSEWHERE, elsewhere);
    context.turnState.set(STATE, state);
    return (await dialogs()).createContext(context);
  };
  return {
    async begin(turn, dialog, options) {
      const result = await (await contextOf(turn)).beginDialog(dialog, options);
      return isWaiting(result);
    },
    async continue(turn) {
      const { dialogStack } = turn.state;
      const known = dialogStack.length === 0 ? undefined : await dialogs();
      if (known === undefined || dialogStack.some(({ id }) => known.find(id) === undefined)) {
        turn.state.dialogStack = [];
        return 'nothing-asked';
      }
      const result = await (await contextOf(turn)).continueDialog();
      return isWaiting(result);
    },
  };
}

function setOf(dialogs: readonly Dialog[]): DialogSet {
  const set = dialogSet({
    get: (context: TurnContext) => Promise.resolve(context.turnState.get<DialogState>(STATE)),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  });
  for (const dialog of dialogs) set.add(dialog);
  return set;
}

/** The SDK's enumeration has this word for it. */
function isWaiting({ status }: DialogTurnResult): boolean {
  const word: string = status;
  return word === 'waiting';
}
