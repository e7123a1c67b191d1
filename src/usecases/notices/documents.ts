import { z } from 'zod';
import { Channel } from '../../domain/notices/channel.ts';
import { Notice } from '../../domain/notices/notice.ts';
import { Pace } from '../../domain/notices/pace.ts';
import { FULL_RATE, TenantRate } from '../../domain/notices/tenant-rate.ts';
import { defineDocument } from '../define-document.ts';

export const NoticeDocument = defineDocument<Notice>({
  name: 'notice',
  version: 2,
  schema: Notice,
  upgrades: {
    1: (body) => ({
      ...body,
      uncertain: body['state'] === 'uncertain' ? body['attempts'] : 0,
      waitedMs: 0,
      aside: false,
      brevity: 0,
      extras: [],
      digestId: null,
    }),
  },
  partition: 'people/<personId>',
  id: 'notice:<noticeId>',
  many: 'one a notice: some hundreds a person and year',
  lives: 'kept: what was told, until the person is erased',
  fields: ['open', 'state', 'digestId'],
  lookups: ['open', 'digestId'],
  orders: [['createdAt']],
});

export const ChannelDocument = defineDocument({
  name: 'channel',
  schema: Channel,
  partition: 'people/<channelId>',
  id: 'channel',
  about: 'a Teams channel that is told of offers, with a lane of its own',
  many: 'one a Teams channel',
  lives: 'kept',
});

export const PaceDocument = defineDocument({
  name: 'pace',
  schema: Pace,
  partition: 'people/<personId>',
  id: 'pace',
  about: 'what a person’s or channel’s conversation has taken lately, for whoever sends there next',
  many: 'one a person',
  lives: 'overwritten',
});

/** So that a digest that is seen again need not look everything up anew. */
export const DigestToldDocument = defineDocument({
  name: 'digest-told',
  schema: z.object({
    lines: z.array(z.object({ what: z.enum(['gained', 'lost', 'moved', 'open']), text: z.string() })),
    more: z.number().int(),
  }),
  partition: 'people/<personId>',
  id: 'told:<notice>',
  about: 'what a digest says',
  many: 'one a digest',
  lives: '90 days',
});

export const RateDocument = defineDocument({
  name: 'rate',
  version: 2,
  schema: TenantRate,
  // What was taken a second ago says nothing any more.
  upgrades: { 1: ({ closedUntil }) => ({ ...FULL_RATE, closedUntil }) },
  partition: 'rates/<tenantId>',
  id: 'rate',
  about: 'permits to send',
  many: 'one a tenant',
  lives: 'overwritten',
});

export const noticeDocuments = [
  NoticeDocument,
  ChannelDocument,
  PaceDocument,
  DigestToldDocument,
  RateDocument,
] as const;
