import { createRequire } from 'node:module';
import type { StatePropertyAccessor } from 'botbuilder';
import type {
  DialogSet,
  DialogState,
  PromptValidator,
  TextPrompt,
  WaterfallDialog,
  WaterfallStep,
} from 'botbuilder-dialogs';

const require = createRequire(import.meta.url);
const LIB = 'botbuilder-dialogs/lib';

/**
 * The parts of botbuilder-dialogs that are used, each from its own file: the package's index also loads recognizers of dates and
 * units in a dozen languages. They are loaded with the first conversation, since hardly any turn is one, and what they
 * load in turn would be a twentieth of the time of a start.
 */
const part = (path: string): unknown => require(`${LIB}/${path}.js`);

export function dialogSet(state: StatePropertyAccessor<DialogState>): DialogSet {
  const { DialogSet: Set } = part('dialogSet') as { readonly DialogSet: typeof DialogSet };
  return new Set(state);
}

export function textPrompt(id: string, validator?: PromptValidator<string>): TextPrompt {
  const { TextPrompt: Prompt } = part('prompts/textPrompt') as { readonly TextPrompt: typeof TextPrompt };
  return new Prompt(id, validator);
}

export function waterfall(id: string, steps: WaterfallStep[]): WaterfallDialog {
  const { WaterfallDialog: Waterfall } = part('waterfallDialog') as {
    readonly WaterfallDialog: typeof WaterfallDialog;
  };
  return new Waterfall(id, steps);
}
