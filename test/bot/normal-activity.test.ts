import { describe, expect, it } from '@jest/globals';
import { normalActivity } from '../../src/bot/normal-activity.ts';

const told = (overrides: object = {}) => ({
  type: 'message',
  from: { id: '29:a' },
  conversation: { id: 'a:1' },
  ...overrides,
});

describe('an activity as Teams may send it', () => {
  it('has nothing that is null behind the door', () => {
    const nothing = {
      id: null,
      name: null,
      channelId: null,
      serviceUrl: null,
      locale: null,
      localTimezone: null,
      replyToId: null,
      deliveryMode: null,
      timestamp: null,
      localTimestamp: null,
      expiration: null,
      action: null,
      text: null,
      value: null,
      recipient: null,
      channelData: null,
      entities: null,
      attachments: null,
      membersAdded: null,
      membersRemoved: null,
      from: { id: null, aadObjectId: null, name: null, role: null },
      conversation: { id: 'a:1', tenantId: null, conversationType: null, isGroup: null },
    };

    expect(JSON.stringify(normalActivity(told(nothing)))).not.toContain('null');
    expect(normalActivity(told(nothing))).toEqual(normalActivity(told({ from: {} })));
  });

  it.each([
    ['no recipient', {}, { recipient: { id: '' } }],
    ['an empty recipient', { recipient: {} }, { recipient: { id: '' } }],
    ['a number for an action', { action: 1 }, { action: undefined }],
    ['an object for a zone', { localTimezone: {} }, { localTimezone: undefined }],
    ['an empty id', { id: '' }, { id: undefined }],
    ['a step of a path for an id', { id: '..' }, { id: undefined }],
    ['a mention of nobody', { entities: [{ type: 'mention', text: '<at>all</at>' }] }, { entities: [{}] }],
    ['a mention without text', { entities: [{ type: 'mention', mentioned: null }] }, { entities: [{}] }],
    ['an entity of no kind', { entities: [{}] }, { entities: [] }],
    ['a word for a group', { conversation: { id: 'a', isGroup: 'no' } }, { conversation: { id: 'a' } }],
  ])('may have %s', (_case, overrides, expected) => {
    expect(normalActivity(told(overrides))).toMatchObject(expected);
  });

  it.each([
    ['no type', { type: null }],
    ['no sender', { from: null }],
    ['no conversation', { conversation: null }],
    ['a conversation that is a step of a path', { conversation: { id: '..' } }],
    ['a number for a text', { text: 5 }],
    ['null among its entities', { entities: [null] }],
  ])('is none with %s', (_case, overrides) => {
    expect(normalActivity(told(overrides))).toBeUndefined();
  });

  it('brings along nothing that is not known', () => {
    expect(normalActivity(told({ callerId: 'x', conversation: { id: 'a', role: 'x' } }))).not.toMatchObject({
      callerId: 'x',
    });
  });
});
