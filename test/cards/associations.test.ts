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
import { english, wording } from '../support/wording.ts';

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
    expect(text('lost')).toMatch(wording('dpor.changed.state.lost'));
    expect(text('lost')).toMatch(
      wording('dpor.changed.lost-to-other', {
        product: '**Microsoft Azure**',
        location: '**Contoso Corporation (US)**',
      }),
    );
    expect(text('lost')).toContain('Subscription: ending in 0001 · until 31 Dec 2027');
    expect(text('lost')).toContain('Since: Mon 23 Nov, 13:00 (Berlin)');
    expect(text('lost')).toContain(`${english('dpor.changed.fact.by')}: Ada Lund, IT administrator`);
    expect(text('lost')).toMatch(
      wording('dpor.changed.points.lost', {
        feeds:
          'Infrastructure, Data & AI and Digital & App Innovation: net customer adds, usage growth and deployments',
      }),
    );
    expect(text('lost')).toMatch(wording('dpor.changed.mute'));
    expect(verbs('lost')).toEqual(['dpor.request', 'dpor.history', 'settings.show']);
  });

  it('tells who gained it, and names nobody of another organisation', () => {
    expect(text('gained')).toMatch(
      wording('dpor.changed.gained-from-other', { location: '**Fabrikam Inc. (US)**' }),
    );
    expect(text('gained')).not.toContain('Contoso');
    expect(text('lost')).not.toContain('Fabrikam');
    expect(verbs('gained')).toEqual(['associations.show', 'dpor.history', 'settings.show']);
  });

  it('names both sides to whoever stands at both', () => {
    expect(text('moved')).toContain('Moved');
    expect(text('moved')).toContain('from **Contoso Corporation (US)** to **Contoso Corporation (FR)**');
  });

  it('of an import says when it was found, not since when', () => {
    expect(text('found by an import')).toMatch(wording('dpor.changed.fact.found'));
    expect(text('found by an import')).not.toContain('Since');
  });

  it('says of a removal that there is none now, and of Modern Work that it counts for Enterprise only', () => {
    expect(text('removed')).toMatch(wording('dpor.changed.lost-removed'));
    expect(text('removed')).not.toContain('Changed by');
    expect(text('removed')).toContain('Modern Work (Enterprise track only)');
  });

  it('asks for nothing where CSP has taken over', () => {
    expect(text('lost to CSP')).toMatch(wording('dpor.changed.lost-to-csp'));
    expect(verbs('lost to CSP')).toEqual(['dpor.history', 'settings.show']);
  });

  it('that changed again meanwhile says so', () => {
    expect(text('changed again')).toMatch(wording('dpor.changed.state.again'));
    expect(text('changed again')).toContain(say(reader, 'dpor.changed.since.other'));
  });

  it('has no buttons but settings for somebody without a role, and promises no points for an unknown product', () => {
    const name = 'without a role, of a product that brings no points';
    expect(verbs(name)).toEqual(['settings.show']);
    expect(text(name)).toContain('Visio \\*Plan\\* 2');
    expect(text(name)).toMatch(wording('associations.feeds.none'));
  });
});

describe('the card of a new subscription without a DPOR', () => {
  it('says that it does not come along, and offers to ask', () => {
    expect(text('renewal')).toMatch(wording('dpor.renewal.started'));
    expect(verbs('renewal')).toEqual(['dpor.request', 'associations.show', 'settings.show']);
  });
});

describe('the history', () => {
  it('lists changes, names own locations only, and who changed only what concerns them', () => {
    expect(text('history')).toMatch(
      wording('dpor.history.change', {
        before: '**Contoso Corporation (US)**',
        after: english('dpor.another-partner'),
      }),
    );
    expect(text('history')).toMatch(
      wording('dpor.history.change', {
        before: english('dpor.nobody'),
        after: '**Contoso Corporation (US)**',
      }),
    );
    expect(text('history')).toMatch(
      wording('dpor.history.change', {
        before: english('dpor.another-partner'),
        after: english('dpor.nobody'),
      }),
    );
    expect(text('history')).toContain('by Ada Lund');
    expect(text('history')).not.toContain('Hidden');
    expect(text('history')).toMatch(wording('dpor.history.found.import'));
    expect(text('history')).toMatch(wording('dpor.history.older'));
  });

  it('of one that is sold through CSP by now offers no letter', () => {
    expect(verbs('history of one through CSP')).toEqual([]);
  });

  it('of a holder that was there from the beginning says so', () => {
    expect(text('history without changes')).toMatch(
      wording('associations.customer-unnamed', { ending: '0001' }),
    );
    expect(text('history without changes')).toMatch(wording('dpor.history.no-change'));
  });
});

describe('a customer', () => {
  it('shows what ties each association has, since when, and its figures', () => {
    expect(text('customer')).toContain('DPOR · Microsoft Azure');
    expect(text('customer')).toMatch(
      wording('associations.usage.line', {
        figures: english('associations.usage.acr', { count: 24_126 }),
        day: '1 Nov 2026',
      }),
    );
    expect(text('customer')).toContain('Exchange: 3,650 of 4,200 seats active (1 Nov 2026)');
    expect(text('customer')).toContain('CPOR · Teams');
    expect(text('customer')).toContain(`PAL · ${english('associations.linked.service-principal')}`);
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
    expect(text('customer')).toMatch(wording('dpor.asked.written', { name: '**Dana Okafor**' }));
    expect(text('customer')).toMatch(
      wording('dpor.asked.answered', { day: '23 Nov 2026', name: '**Dana Okafor**', answered: 'Mon 23 Nov' }),
    );
    expect(text('customer by a referral')).not.toContain('Letter');
  });

  it('takes the form of a request back with what is wrong', () => {
    expect(text('customer whose form came back')).toMatch(wording('dpor.ask.id-error'));
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
    expect(text('customer of many associations')).toMatch(wording('associations.show.cut-short'));
  });

  it('whose PAL is linked for nobody knows which service names none', () => {
    expect(text('customer')).not.toMatch(/linked in Azure/);
    expect(text('list')).not.toMatch(/linked in Azure/);
  });

  it('that a location sells to through CSP alone is offered no letter, with the reason', () => {
    expect(verbs('customer by CSP alone')).toEqual(['pal.guide', 'delegation.guide', 'cpor.explain']);
    expect(text('customer by CSP alone')).toMatch(wording('associations.show.csp-only'));
  });

  it('of two locations is offered a letter for the one that does more than sell through CSP', () => {
    const card = JSON.stringify(cards['customer by CSP at one of two']);
    expect(verbs('customer by CSP at one of two')).toContain('dpor.request');
    expect(card).toContain(
      '"verb":"dpor.request","data":{"customerId":"' + fourthCoffee + '","partnerId":"1004"}',
    );
  });

  it('known by a referral has nothing to show yet', () => {
    expect(text('customer by a referral')).toMatch(wording('associations.show.none'));
  });
});

describe('the form of a request', () => {
  it.each([
    ['customer', 'what the only location holds', false],
    ['customer of two locations', 'what one of two holds, for the other', true],
  ])('offers of “%s” %s: %p', (face, _what, isOffered) => {
    expect(JSON.stringify(cards[face]).includes('"id":"wanted"')).toBe(isOffered);
  });
});
