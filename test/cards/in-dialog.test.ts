import { describe, expect, it } from '@jest/globals';
import { inDialog, openingDialogs } from '../../src/cards/kit/in-dialog.ts';
import { allCards } from '../support/all-cards.ts';

const cards = allCards().flatMap(({ name, faces }) =>
  Object.entries(faces).map(([face, card]) => [`${name}: ${face}`, card] as const),
);

describe('every card', () => {
  it.each(cards)('sends what a dialog takes: %s', (_name, card) => {
    const json = JSON.stringify(inDialog(card));

    expect(json).not.toContain('"Action.Execute"');
    expect(json.match(/"Action\.Submit"/g)?.length ?? 0).toBe(
      JSON.stringify({ ...card, refresh: undefined }).match(/"Action\.Execute"/g)?.length ?? 0,
    );
  });

  it.each(cards)('opens a window by the button for it alone: %s', (_name, card) => {
    const before = JSON.stringify(card);
    const after = JSON.stringify(openingDialogs(card));

    const opens = before.includes('"step":"all"');
    expect(after.match(/"msteams":{"type":"task\/fetch"}/g)?.length ?? 0).toBe(opens ? 1 : 0);
    if (!opens) expect(after).toBe(before);
  });
});
