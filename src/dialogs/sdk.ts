/**
 * The parts of botbuilder-dialogs that are used, each from its own file: the package's index also loads recognizers of dates,
 * numbers and units in a dozen languages, a tenth of the time of a start.
 */
export { DialogTurnStatus } from 'botbuilder-dialogs/lib/dialog.js';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
export { TextPrompt } from 'botbuilder-dialogs/lib/prompts/textPrompt.js';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog.js';
