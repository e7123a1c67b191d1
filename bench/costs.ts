/** What costs the time where a goal is missed, by the measure's id; found by profiling (`node --cpu-prof`), not by this run. */
export const COSTS: { readonly [id: string]: string } = {
  'turns.scores.ratio':
    'The echo reads nothing and sends one line of text. What a card costs that is sent without anything read stands above, and what the ' +
    'reads cost is the difference of the two presses that are refused; beyond these `scores` writes a card of six areas to the connector.',
  'turns.show.ratio':
    'The floor is the press above that is refused once all was read that it is judged by: reads, and what every turn pays. Beyond it ' +
    'nothing is worked out any more, since the card is made once; what is left is to write its answer, of which the two pictures of the ' +
    'area’s past are the most bytes.',
  'turns.press.ratio':
    'The floor is the press above that is refused once all was read that it is judged by. An accept makes its decision durable with its ' +
    'audit row and its job, and leaves work that runs in the same process beside the next presses: the job is taken up and ended, list ' +
    'and figures, the survey and the notice are written, and the copy of the card is made once more and sent, each with a commit of its ' +
    'own. Making those durable is the largest part, the card (twice) the next.',
  reads:
    'A greeting shows what waits, of five partitions: the person, rows that wait for their address, the directory, the location and ' +
    'the account. Five reads are the floor while each lies where it does; the location is asked three times (what may be done there, ' +
    'open offers, what ended), since those are ordered each in their own way.',
  'start.ratio':
    'Both load the SDK and restify; Porter evaluates a thousand modules of its own with their schemas besides, and reads words and ' +
    'templates. What the SDK loads for logins and for clients that Porter does not use waits for its first use.',
  'memory.idle':
    'The floor stands beside it: what Node takes by itself, and the echo bot with the same SDK. Above the echo lie Porter’s own ' +
    'code and schemas, and the languages that it learns after the start.',
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
  'instances-4':
    'Whether it is the instances that meet or the machine that has no processor left for them is told by the rows below: without ' +
    'conflicts, and with a wait for the store that is longer with four than with one, it is the machine.',
  'import.rate':
    'The floor stands below. What comes on top of it is checking every row before the first is stored (the file is parsed and checked ' +
    'twice, since it may hold more than memory does), looking up what is stored (two look-ups a customer, an eighth), collecting ' +
    'garbage in small spaces (a fifth, which keeps the memory within its goal), and the start of the command.',
  'cost.matches':
    'Each match asks each shard of the directory for its first location, which is the smallest query that there is, and writes to ' +
    'one of them.',
};
