/** What costs the time where a goal is missed, by the measure's id; found by profiling (`node --cpu-prof`), not by this run. */
export const COSTS: { readonly [id: string]: string } = {
  'turns.scores.ratio':
    'The echo reads nothing and sends one line of text. Of what `scores` takes on top, about 0.2 ms are its four reads ' +
    '(half of it the thirty rows of figures: read, parsed and checked by their schema), 0.13 ms the template of a card of ' +
    'six areas, 0.06 ms a second check of the signature (our own comes before the SDK, which prints and keeps what nobody ' +
    'signed), 0.03 ms the score itself. `hi`, with the same checks and a card but hardly a read, is level with the echo.',
  'turns.press.ratio':
    'A press that is refused at once (token checks, SDK, one read) makes 1.7 times the turns of the echo; that is the room there ' +
    'is. An accept also fills a card (0.19 ms, nearly all of it the template engine), reads the referral, the roster and the ' +
    'location (0.19 ms), and makes the decision durable with its audit row and its jobs (0.16 ms and the wait for the disk): ' +
    'alone it makes 0.6 to 0.7 of the echo. Each also leaves up to 2 ms of work that runs in the same process beside the next ' +
    'presses: lists, figures and the copies of the card are brought up to date, with a call to the connector for each copy.',
  reads:
    'It also shows the acceptance figures of the quarter: one point read more than the person, the roster, the location and the ' +
    'thing itself.',
  'start.ratio':
    'What Porter loads beyond the echo: the card templating with its expression parser (80 ms), the dialogs SDK (60 ms), and ' +
    'some 250 modules of its own with their schemas (100 ms); what was compiled before is kept for the next start.',
  'sending.at-once':
    'The floor stands below: what the client of the connector alone sends on the same machine, and what its disk commits. Of the ' +
    'processor of a notice the client takes a quarter; the card, the reads that it is made of and the two commits a fifth each.',
  'sending.at-100-ms':
    'The same as at once, since by then the processor is what is waited for: the bound of calls under way would allow 1,280 a second.',
  'sending.opened': 'Two calls a chat and a third commit; the processor is what is waited for.',
  'sending.at-once.cpu':
    'The client alone takes a quarter of it (the floor below); the card, the reads that it is made of and the two commits a fifth each.',
  'sending.at-100-ms.cpu':
    'As with a connector that answers at once; groups of the store are smaller, so that there are more of them.',
  'import.rate':
    'Waiting for the disk takes a fifth (groups of at most 10 ms, so that a running bot goes on answering), collecting garbage in ' +
    'small spaces another fifth (which keeps the memory within its goal), looking up what is stored an eighth, parsing CSV a tenth.',
};
