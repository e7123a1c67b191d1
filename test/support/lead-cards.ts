import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { leadCard } from '../../src/cards/leads/lead.ts';
import { leadsListCard } from '../../src/cards/leads/list.ts';
import { MAX_REASON } from '../../src/cards/leads/press.ts';
import { answerLead, settled, type Lead } from '../../src/domain/leads/lead.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import { lead, leadIdOf, leadPartner } from './leads.ts';
import { location, noon } from './referrals.ts';
import { person } from './seed.ts';

const contoso = { ...location({ partnerId: leadPartner }), name: 'Contoso Corporation (US)' };
const french = { ...location({ partnerId: PartnerId.parse('1002') }), name: 'Contoso Corporation (FR)' };
const by = { at: noon, by: person(1).personId, reason: '', opId: 'one' };

function sending(): Lead {
  const answered = answerLead(lead(), { ...by, move: 'accept' });
  if (answered === undefined) throw new Error('not taken');
  return answered;
}

const CLOSED = ['Won', 'Lost', 'Declined', 'Expired', 'None'] as const;

/** Every face of the cards of co-sell leads. */
export function leadCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const shown = (of: Lead, given = {}) =>
    leadCard({ lead: of, partnerName: contoso.name, answeredBy: 'Alex Kim' }, reader, given);
  const list = (entries: readonly Lead[], at = [contoso], after?: string, isFirst = true) => {
    const owners = new Map(entries.map((entry, index) => [entry, at[index % at.length] ?? contoso]));
    return leadsListCard(
      { at, choices: at, leftOut: 0, entries, owners, after, cutShort: false },
      isFirst,
      reader,
    );
  };
  const bare = {
    name: '',
    city: '',
    country: '',
    size: '',
    notes: '',
    currency: '',
    contact: null,
    dealValue: null,
    closesOn: null,
    expiresAt: null,
  };
  const many = [
    lead(1),
    lead(2, { leadId: leadIdOf(2), ...bare }),
    sending(),
    lead(4, { leadId: leadIdOf(4), status: 'Active', substatus: 'Accepted' }),
    ...CLOSED.map((substatus, at) => lead(5 + at, { leadId: leadIdOf(5 + at), status: 'Closed', substatus })),
  ];
  const accepted = { status: 'Active', substatus: 'Accepted' } as const;
  const answer = { ...by, move: 'accept', etag: '"1"', state: 'taken' } as const;
  return {
    'a lead to answer': shown(lead()),
    'a lead of which little is known': shown(lead(1, bare)),
    'an answer on its way': shown(sending()),
    'an answer that was not taken': shown(settled(sending())),
    'an accepted lead': shown(lead(1, accepted)),
    'a lead that somebody here accepted': shown(lead(1, { ...accepted, answer })),
    'a lead that has gone on': shown(lead(1, { status: 'Closed', substatus: 'Won' }), {
      note: say(reader, 'leads.note.stale'),
    }),
    'a reason that is too long': shown(lead(), {
      reason: 'No room.',
      reasonError: say(reader, 'leads.fault.too-long', { most: MAX_REASON }),
    }),
    'no leads yet': list([]),
    'leads of a location': list(many),
    'leads of two locations': list(many, [contoso, french], 'on'),
    'leads that are all answered': list(many.slice(3), [contoso], undefined, true),
    'further leads': list(many.slice(0, 2), [contoso], undefined, false),
  };
}
