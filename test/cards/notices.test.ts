import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { digestCard } from '../../src/cards/associations/digest.ts';
import { bytesOf, minimal, shorten } from '../../src/cards/chat/shorten.ts';
import { settingsAsked, settingsCard, SettingsSetPress } from '../../src/cards/notices/settings.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import { sized, withRefresh } from '../../src/notifications/message.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { intakeCards, readerAt } from '../support/intake-cards.ts';
import { LANGUAGE_NAMES } from '../../src/words/language.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';
import { english } from '../support/wording.ts';

const reader = readerAt(noon);

describe('the settings card', () => {
  const dana = person(1, { name: 'Dana Okafor', timeZone: 'Europe/Berlin' });

  it('shows what is set, and keeps the rules of cards', () => {
    const quiet = { from: '20:00', to: '07:30' };
    const set = { ...DEFAULT_SETTINGS, muted: ['renewals' as const], quiet, zone: 'Asia/Kathmandu' };
    const card = settingsCard({ ...dana, settings: set }, reader, true);
    expect(cardFaults(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain(
      '"value":"dpor,referrals,claims,cases,expiries,left,weekly,digest"',
    );
    expect(JSON.stringify(card)).toContain('"value":"Asia/Kathmandu"');
    expect(textOf(card)).toContain(say(reader, 'settings.state.saved'));
    expect(actionsOf(card)).toMatchObject([
      { verb: 'settings.set', data: { form: 'whole' } },
      { verb: 'talk.start', data: { about: 'settings' } },
      { verb: 'person.erase', data: {} },
    ]);
  });

  it('comes back with what was typed, and each mistake beside its field', () => {
    const asked = { kinds: 'dpor', quietFrom: '25:00', quietTo: '07:00', zone: 'Mars/Olympus' };
    const card = settingsCard(dana, reader, false, { asked, fields: ['quietFrom', 'zone'] });
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(card)).toContain(say(reader, 'settings.state.not-saved'));
    expect(textOf(card)).toContain(say(reader, 'settings.error.quiet-from'));
    expect(textOf(card)).toContain(say(reader, 'settings.error.zone'));
    expect(textOf(card)).not.toContain(say(reader, 'settings.error.quiet-to'));
    expect(JSON.stringify(card)).toContain('25:00');
  });

  it('offers the languages that Porter has by their own names, and one that was set long ago', () => {
    const titles = (language: string | null) => {
      const shown = settingsCard({ ...dana, settings: { ...DEFAULT_SETTINGS, language } }, reader, false);
      return languageTitles(shown).slice(1);
    };
    expect(titles(null)).toEqual(Object.values(LANGUAGE_NAMES));
    expect(titles('de')).toEqual(Object.values(LANGUAGE_NAMES));
    expect(titles('nl-NL')).toEqual([...Object.values(LANGUAGE_NAMES), 'Dutch (Netherlands)']);
  });

  it('sends all of its fields, so that one left out by the client was left empty', () => {
    const submit = (data: object) => SettingsSetPress.parse({ verb: 'settings.set', data });
    expect(settingsAsked(submit({ form: 'whole', zone: 'UTC' }))).toEqual({
      kinds: '',
      quietFrom: '',
      quietTo: '',
      zone: 'UTC',
    });
    expect(settingsAsked(submit({ zone: 'UTC' }))).toEqual({ zone: 'UTC' });
  });
});

function languageTitles(card: AdaptiveCard): unknown[] {
  const input = card.body.find((element) => JSON.stringify(element).includes('"id":"language"'));
  const { choices } = z.object({ choices: z.array(z.object({ title: z.string() })) }).parse(input);
  return choices.map(({ title }) => title);
}

describe('a digest', () => {
  it('lists changes by what they mean, and says how many more there are', () => {
    const lines = [
      { what: 'gained', text: asText('**Tailspin Toys** · Azure') },
      { what: 'lost', text: asText('**Fourth Coffee** · Intune') },
      { what: 'gained', text: asText('**Wingtip** · Azure') },
    ] as const;
    const card = digestCard(lines, 4, reader);
    expect(cardFaults(card)).toEqual([]);
    expect(card.fallbackText).toBe(
      english('dpor.digest.fallback', { count: 7, parts: '1 lost and 2 gained' }),
    );
    expect(textOf(card)).toMatch(
      /no longer[\s\S]*Fourth Coffee[\s\S]*added[\s\S]*Tailspin[\s\S]*Wingtip[\s\S]*4 more changes/,
    );
  });
});

describe('a card made shorter', () => {
  const faces = Object.entries(intakeCards());

  it.each(faces)('keeps every button and input and is still a good card: %s', (_face, card) => {
    const short = shorten(card, reader);
    expect(cardFaults(short)).toEqual([]);
    expect(actionsOf(short)).toEqual(actionsOf(card));
    const inputs = (of: AdaptiveCard) => JSON.stringify(of).match(/"Input\.\w+"/g) ?? [];
    expect(inputs(short)).toEqual(inputs(card));
    expect(bytesOf(short)).toBeLessThanOrEqual(bytesOf(card) + 400);
  });

  it('has fewer rows and words, cut at a word and never within a link', () => {
    const text = `${'word '.repeat(46)}[a long name of a link](https://example.test/${'x'.repeat(200)}) end`;
    const rows = Array.from({ length: 30 }, (_none, row) => ({ type: 'TextBlock', text: `row ${row}` }));
    const facts = Array.from({ length: 5 }, (_none, fact) => ({ title: `t${fact}`, value: 'v' }));
    const card: AdaptiveCard = {
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: 'A list',
      body: [
        { type: 'TextBlock', text },
        { type: 'FactSet', facts },
        { type: 'Container', items: rows },
      ],
    };
    const json = JSON.stringify(shorten(card, reader));
    expect(json).toContain('… and 24 more');
    expect(json).not.toContain('https://');
    expect(json).not.toContain('t3');
    expect(textOf(minimal(card, 'referrals', reader))).toContain('A list');
  });

  it('is as short as Teams asks for, and on its own where it would be too large', () => {
    const subject = { kind: 'dpor-digest', at: noon } as const;
    const lines = Array.from({ length: 400 }, (_none, row) => ({
      what: 'gained' as const,
      text: asText(`${row} ${'x'.repeat(200)}`),
    }));
    const huge = digestCard(lines, 0, reader);
    expect(bytesOf(huge)).toBeGreaterThan(80_000);
    expect(bytesOf(sized(huge, subject, 0, reader))).toBeLessThan(80_000);
    expect(textOf(sized(huge, subject, 0, reader))).toContain('more');
    expect(textOf(sized(huge, subject, 2, reader))).toContain(
      say(reader, 'chat.shortened.line', { word: asText('associations') }),
    );
  });
});

describe('a card that asks for itself', () => {
  const card = digestCard([{ what: 'gained', text: asText('x') }], 0, reader);

  it('does so for its reader only, by a button that nobody sees', () => {
    expect(withRefresh(card, 'n:1', '29:dana').refresh).toEqual({
      action: { type: 'Action.Execute', title: 'Refresh', verb: 'card.seen', data: { noticeId: 'n:1' } },
      userIds: ['29:dana'],
    });
  });

  it('names nobody where the Teams id is not known, which is no id of Entra', () => {
    expect(withRefresh(card, 'n:1', 'aad-object').refresh).not.toHaveProperty('userIds');
  });
});
