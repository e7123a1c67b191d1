import type { Lead } from '../../domain/leads/lead.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { StateColor } from '../kit/head.ts';

/** How a lead stands, in a word or two. */
export function leadState(
  { status, substatus, answer }: Pick<Lead, 'status' | 'substatus' | 'answer'>,
  reader: Reads,
): { readonly state: Text; readonly color: StateColor } {
  if (answer?.state === 'sending') return { state: say(reader, 'leads.state.sending'), color: 'Default' };
  switch (status) {
    case 'New':
      return { state: say(reader, 'leads.state.new'), color: 'Accent' };
    case 'Active':
      return { state: say(reader, 'leads.state.active'), color: 'Good' };
    case 'Closed':
      return closedState(substatus, reader);
  }
}

function closedState(substatus: Lead['substatus'], reader: Reads) {
  switch (substatus) {
    case 'Won':
      return { state: say(reader, 'leads.state.won'), color: 'Good' } as const;
    case 'Lost':
      return { state: say(reader, 'leads.state.lost'), color: 'Default' } as const;
    case 'Declined':
      return { state: say(reader, 'leads.state.declined'), color: 'Default' } as const;
    case 'Expired':
      return { state: say(reader, 'leads.state.expired'), color: 'Default' } as const;
    default:
      return { state: say(reader, 'leads.state.closed'), color: 'Default' } as const;
  }
}
