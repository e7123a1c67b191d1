import { describe, expect, it } from '@jest/globals';
import { ClaimNewPress } from '../../src/cards/claims/files/drafts.ts';
import { SettingsShowPress } from '../../src/cards/notices/settings.ts';
import {
  AssociationsListPress,
  AssociationsShowPress,
  DporHistoryPress,
} from '../../src/cards/associations/press.ts';
import { say } from '../../src/words/say.ts';
import { actionsOf, cardFaults, facesOf } from '../support/card-rules.ts';
import { associationCards } from '../support/association-cards.ts';
import { fourthCoffee } from '../support/associations.ts';

const reader = { locale: 'en' };
const cards = associationCards();
const { text, verbs } = facesOf(cards);

const SUBMITS = {
  'claim.new': ClaimNewPress,
  'settings.show': SettingsShowPress,
  'associations.list': AssociationsListPress,
  'associations.show': AssociationsShowPress,
  'dpor.history': DporHistoryPress,
};
/** What a client adds of the inputs on the card. */
const INPUTS: { readonly [verb: string]: object } = {
  'associations.show': { customerId: 'cccccccc-0000-4000-8000-000000000001' },
  'dpor.history': { subscriptionId: '5b000000-0000-4000-8000-000000000001' },
};

describe('every face of an association', () => {
  it.each(Object.entries(cards))('%s keeps the rules for cards', (_name, card) => {
    expect(cardFaults(card)).toEqual([]);
  });

  it.each(Object.entries(cards))('%s sends what we understand', (_name, card) => {
    for (const { verb, data } of actionsOf(card)) {
      const schema = SUBMITS[verb as keyof typeof SUBMITS] as
        (typeof SUBMITS)[keyof typeof SUBMITS] | undefined;
      const sent = { ...INPUTS[verb], ...(data as object) };
      if (schema !== undefined)
        expect(schema.safeParse({ verb, data: sent })).toMatchObject({ success: true });
    }
  });
});

describe('the card of a change', () => {
  it('tells who lost it what, since when, what it costs and what to do', () => {
    expect(text('lost')).toContain('No longer you');
    expect(text('lost')).toContain(
      'You are no longer the Digital Partner of Record: the customer moved **Microsoft Azure** from **Contoso Corporation (US)** to another partner.',
    );
    expect(text('lost')).toContain('Subscription: ending in 0001 · until 31 Dec 2027');
    expect(text('lost')).toContain('Since: Mon 23 Nov, 13:00 (Berlin)');
    expect(text('lost')).toContain('Changed by: Ada Lund, IT administrator');
    expect(text('lost')).toContain(
      'It no longer brings you points for Infrastructure, Data & AI and Digital & App Innovation: net customer adds, usage growth and deployments.',
    );
    expect(text('lost')).toContain('In **settings**');
    expect(verbs('lost')).toEqual(['dpor.request', 'dpor.history', 'settings.show']);
  });

  it('tells who gained it, and names nobody of another organisation', () => {
    expect(text('gained')).toContain('You have been added: **Fabrikam Inc. (US)** is the Digital Partner');
    expect(text('gained')).toContain('Before, it was another partner.');
    expect(text('gained')).not.toContain('Contoso');
    expect(text('lost')).not.toContain('Fabrikam');
    expect(verbs('gained')).toEqual(['associations.show', 'dpor.history', 'settings.show']);
  });

  it('names both sides to whoever stands at both', () => {
    expect(text('moved')).toContain('Moved');
    expect(text('moved')).toContain('from **Contoso Corporation (US)** to **Contoso Corporation (FR)**');
  });

  it('of an import says when it was found, not since when', () => {
    expect(text('found by an import')).toContain('Found by an import: ');
    expect(text('found by an import')).not.toContain('Since');
  });

  it('says of a removal that there is none now, and of Modern Work that it counts for Enterprise only', () => {
    expect(text('removed')).toContain('which has none now');
    expect(text('removed')).not.toContain('Changed by');
    expect(text('removed')).toContain('Modern Work (Enterprise track only)');
  });

  it('asks for nothing where CSP has taken over', () => {
    expect(text('lost to CSP')).toContain('is sold through CSP now');
    expect(verbs('lost to CSP')).toEqual(['dpor.history', 'settings.show']);
  });

  it('that changed again meanwhile says so', () => {
    expect(text('changed again')).toContain('Changed again');
    expect(text('changed again')).toContain(say(reader, 'dpor.changed.since.other'));
  });

  it('has no buttons but settings for somebody without a role, and promises no points for an unknown product', () => {
    const name = 'without a role, of a product that brings no points';
    expect(verbs(name)).toEqual(['settings.show']);
    expect(text(name)).toContain('Visio \\*Plan\\* 2');
    expect(text(name)).toContain('DPOR on this product is not known to count for any capability score.');
  });
});

describe('the card of a new subscription without a DPOR', () => {
  it('says that it does not come along, and offers to ask', () => {
    expect(text('renewal')).toContain('started with no DPOR');
    expect(verbs('renewal')).toEqual(['dpor.request', 'associations.show', 'settings.show']);
  });
});

describe('the history', () => {
  it('lists changes, names own locations only, and who changed only what concerns them', () => {
    expect(text('history')).toContain('**Contoso Corporation (US)** → another partner');
    expect(text('history')).toContain('nobody → **Contoso Corporation (US)**');
    expect(text('history')).toContain('another partner → nobody');
    expect(text('history')).toContain('by Ada Lund');
    expect(text('history')).not.toContain('Hidden');
    expect(text('history')).toContain('found by an import');
    expect(text('history')).toContain('Older changes are kept');
  });

  it('of one that is sold through CSP by now offers no letter', () => {
    expect(verbs('history of one through CSP')).toEqual([]);
  });

  it('of a holder that was there from the beginning says so', () => {
    expect(text('history without changes')).toContain('Customer ending in 0001');
    expect(text('history without changes')).toContain('No change is known');
  });
});

describe('a customer', () => {
  it('shows what ties each association has, since when, and its figures', () => {
    expect(text('customer')).toContain('DPOR · Microsoft Azure');
    expect(text('customer')).toContain('24,126 US dollars of Azure consumption (1 Nov 2026)');
    expect(text('customer')).toContain('Exchange: 3,650 of 4,200 seats active (1 Nov 2026)');
    expect(text('customer')).toContain('CPOR · Teams');
    expect(text('customer')).toContain('PAL · Service principal linked');
    expect(text('customer')).toContain('In grace');
    expect(verbs('customer')).toEqual([
      'delegation.guide',
      'dpor.request',
      'talk.start',
      'dpor.history',
      'claim.new',
      'cpor.explain',
    ]);
  });

  it('shows what the location asked for: what waits as a row, what was answered with its DPOR', () => {
    expect(text('customer')).toMatch(
      /DPOR · Microsoft Azure\n.*Letter written on .* for \*\*Dana Okafor\*\*/s,
    );
    expect(text('customer')).toContain('Sent on 23 Nov 2026, says **Dana Okafor**, answered on Mon 23 Nov');
    expect(text('customer by a referral')).not.toContain('Letter');
  });

  it('takes the form of a request back with what is wrong', () => {
    expect(text('customer whose form came back')).toContain('A subscription ID is a GUID');
    expect(JSON.stringify(cards['customer whose form came back'])).toContain('"value":"not a GUID"');
  });

  it('with many associations goes on', () => {
    expect(verbs('customer of many associations')).toEqual([
      'pal.guide',
      'csp.show',
      'delegation.guide',
      'dpor.request',
      'talk.start',
      'cpor.explain',
      'associations.show',
    ]);
    expect(text('customer of many associations')).toContain('some may be missing');
  });

  it('whose PAL is linked for nobody knows which service names none', () => {
    expect(text('customer')).not.toMatch(/linked in Azure/);
    expect(text('list')).not.toMatch(/linked in Azure/);
  });

  it('that a location sells to through CSP alone is offered no letter, with the reason', () => {
    expect(verbs('customer by CSP alone')).toEqual(['pal.guide', 'delegation.guide', 'cpor.explain']);
    expect(text('customer by CSP alone')).toContain('What is sold through CSP has no partner of record');
  });

  it('of two locations is offered a letter for the one that does more than sell through CSP', () => {
    const card = JSON.stringify(cards['customer by CSP at one of two']);
    expect(verbs('customer by CSP at one of two')).toContain('dpor.request');
    expect(card).toContain(
      '"verb":"dpor.request","data":{"customerId":"' + fourthCoffee + '","partnerId":"1004"}',
    );
  });

  it('known by a referral has nothing to show yet', () => {
    expect(text('customer by a referral')).toContain('None yet');
  });
});
