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
    'It also shows the acceptance figures of the quarter: one point read more than the person, the roster, the location and the ' +
    'thing itself.',
  'start.ratio':
    'Porter loads some 1,000 modules of its own with their schemas where the echo has one; what was compiled before is kept for ' +
    'the next start. Both load the SDK and restify.',
  'memory.idle':
    'Sources and code of some 2,100 modules, of which the SDK’s and its login libraries are the most, and room that the engine keeps ' +
    'for young objects after a start has made many: with `--max-semi-space-size=4` it keeps a hundred megabytes less.',
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
  'cost.largest':
    'Where each claim stands lies there for good, for the operators’ queue and their counts: 20,000 claims a day are far more than ' +
    'the programme has, and shards as those of referrals would mend it.',
  'cost.matches':
    'All locations lie in one partition, at whose etags a match proves that nobody else has chosen meanwhile. Shards would need a ' +
    'reservation over several partitions.',
};
