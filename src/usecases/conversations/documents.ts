import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const DialogStateDocument = defineDocument({
  name: 'dialog-state',
  /** `left`: a conversation that was left for something else, to go on with. */
  schema: z.object({ state: z.unknown(), left: z.unknown().optional() }),
  partition: 'conversations/<hash>',
  id: 'dialog',
  many: 'one a conversation that is asked step by step',
  lives: 'a day',
});

/** What was typed and not understood, without who typed it. */
export const NotUnderstoodDocument = defineDocument({
  name: 'not-understood',
  schema: z.object({
    text: z.string(),
    language: z.string(),
    count: z.number().int(),
    lastAt: Instant,
  }),
  partition: 'program/not-understood',
  id: 'not-understood:<hash>',
  many: 'one a different sentence',
  lives: '90 days after it was last said',
  orders: [['lastAt']],
});

/** An answer in a channel or group chat that one person alone can see. */
export const AsideDocument = defineDocument({
  name: 'aside',
  schema: z.object({}),
  partition: 'people/<personId>',
  id: 'aside:<hash of the message>',
  about: 'that a message amid others is this person’s alone',
  many: 'one a word in a channel',
  lives: 'a day, as the message does',
});

/** A question whose answer can be rated, until it no longer is. */
export const RateableDocument = defineDocument({
  name: 'rateable',
  schema: z.object({ question: z.string(), language: z.string() }),
  partition: 'people/<personId>',
  id: 'rateable:<hash of the message>',
  about: 'what the person asked, so that their rating of the answer can be kept with it',
  many: 'one a question',
  lives: '30 days',
});

/** What somebody thought of an answer, without who it was. */
export const RatingDocument = defineDocument({
  name: 'rating',
  schema: z.object({
    question: z.string(),
    language: z.string(),
    useful: z.boolean(),
    comment: z.string(),
    at: Instant,
  }),
  partition: 'program/ratings',
  id: 'rating:<hash of the message>',
  about: 'what somebody thought of an answer, without who it was',
  many: 'one an answer that was rated',
  lives: 'a year',
});

export const conversationDocuments = [
  DialogStateDocument,
  NotUnderstoodDocument,
  AsideDocument,
  RateableDocument,
  RatingDocument,
] as const;
