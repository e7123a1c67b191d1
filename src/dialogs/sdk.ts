import type { StatePropertyAccessor } from 'botbuilder';
import type {
  DialogSet,
  DialogState,
  PromptValidator,
  TextPrompt,
  WaterfallDialog,
  WaterfallStep,
} from 'botbuilder-dialogs';
import type * as Parts from './sdk-parts.ts';

let loaded: typeof Parts | undefined;

/**
 * Loads what dialogs are made of, before any is made. It is done with the first conversation, since hardly any turn is one,
 * and what is loaded in turn would be a twentieth of the time of a start.
 */
export async function loadDialogs(): Promise<void> {
  loaded ??= await import('./sdk-parts.ts');
}

function parts(): typeof Parts {
  if (loaded === undefined) throw new Error('a dialog is made before dialogs are loaded');
  return loaded;
}

export function dialogSet(state: StatePropertyAccessor<DialogState>): DialogSet {
  return new (parts().DialogSet)(state);
}

export function textPrompt(id: string, validator?: PromptValidator<string>): TextPrompt {
  return new (parts().TextPrompt)(id, validator);
}

export function waterfall(id: string, steps: WaterfallStep[]): WaterfallDialog {
  return new (parts().WaterfallDialog)(id, steps);
}
