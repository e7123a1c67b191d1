/**
 * The parts of botbuilder-dialogs that are used, each from its own file: the package's index also loads recognizers of dates and
 * units in a dozen languages.
 */
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
export { TextPrompt } from 'botbuilder-dialogs/lib/prompts/textPrompt.js';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog.js';
