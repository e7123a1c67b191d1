import { z } from 'zod';
import { Channel } from '../../domain/notices/channel.ts';
import { Notice } from '../../domain/notices/notice.ts';
import { Instant } from '../../domain/shared/time.ts';
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

const ToldMark = z.object({
  /** The key of the hashes in the list of what was told. */
  secret: z.string(),
  /** When the store was last known to be written. */
  aliveAt: Instant,
  /** Times of which the store knows nothing, though something was told in them. */
  missed: z.array(z.object({ from: Instant, to: Instant })),
});
export type ToldMark = z.infer<typeof ToldMark>;

export const ToldMarkDocument = defineDocument({
  name: 'told-mark',
  schema: ToldMark,
  partition: 'program/told',
  id: 'mark',
  about:
    'until when the store knows what was told; what the list beside it has from later on is not told again',
  many: 'one',
  lives: 'for good',
});

export const noticeDocuments = [
  NoticeDocument,
  ChannelDocument,
  PaceDocument,
  DigestToldDocument,
  RateDocument,
  ToldMarkDocument,
] as const;
