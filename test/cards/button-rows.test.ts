import { describe, expect, it } from '@jest/globals';
import { buttonWidth, fitsRow, nameOnButton, withButtonRows } from '../../src/cards/kit/button-rows.ts';

const button = (title: string) => ({ type: 'Action.Execute', title, verb: 'x.y', data: {} });
const titles = (rows: readonly unknown[]) =>
  rows.map((row) => (row as { actions: { title: string }[] }).actions.map(({ title }) => title));

describe('buttons beside each other', () => {
  it.each([
    [['Open', 'Claims', 'Filter'], true],
    [['Contacts', 'Workloads', 'Resume'], false],
    [['Contacts', 'Workloads', 'Go'], true],
    [['Request proof', 'Workloads', 'Withdraw'], false],
    [['A', 'B', 'C', 'D'], false],
    [['x'.repeat(32)], true],
    [['x'.repeat(33)], false],
    [['承認を取り消す', '却下する', '質問する'], false],
  ])('fit a phone by the width of their words: %j', (row, fits) => {
    expect(fitsRow(row)).toBe(fits);
  });

  it.each([
    'Contoso',
    'C'.repeat(200),
    '東京都渋谷区の株式会社ノースウィンド・トレーダーズ東日本',
    '👩‍👩‍👧‍👦'.repeat(40),
  ])('have as much of a name as leaves room for what tells them apart: %s', (name) => {
    const title = `${nameOnButton(name, ', FRP')}, FRP`;

    expect(fitsRow([title])).toBe(true);
    expect(title.length).toBeGreaterThan(', FRP'.length);
  });

  it('count letters as wide as high twice', () => {
    expect(buttonWidth('承認')).toBe(buttonWidth('abcd'));
  });
});

describe('a card with buttons that do not fit', () => {
  const long = ['Request the proof', 'Send to committee', 'Withdraw'];

  it('has them in rows, in their order, at the end of its body', () => {
    const card = withButtonRows({
      type: 'AdaptiveCard',
      body: [{ type: 'TextBlock', text: 'x' }] as unknown[],
      actions: long.map(button),
    });

    expect(card).not.toHaveProperty('actions');
    expect(titles(card.body.slice(1))).toEqual([['Request the proof'], ['Send to committee', 'Withdraw']]);
  });

  it('is laid out within forms too', () => {
    const inner = { type: 'AdaptiveCard', body: [{ type: 'ActionSet', actions: long.map(button) }] };
    const card = withButtonRows({
      type: 'AdaptiveCard',
      body: [],
      actions: [{ type: 'Action.ShowCard', title: 'More', card: inner }] as unknown[],
    });

    const form = (card.actions[0] as { card: { body: unknown[] } }).card;
    expect(titles(form.body)).toEqual([['Request the proof'], ['Send to committee', 'Withdraw']]);
  });

  it('stays as it is where they fit', () => {
    const card = { type: 'AdaptiveCard', body: [], actions: ['Open', 'Filter'].map(button) };

    expect(withButtonRows(card)).toEqual(card);
  });
});
