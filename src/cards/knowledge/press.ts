import { z } from 'zod';

/** The name of an entry, as a button sends it. */
const EntryName = z.string().min(1).max(200);

/** What was asked goes along with every button of its answer. */
const Question = z.string().max(4_000).optional();

/** Asks a question, or opens an entry. They come from the client: no rights follow from them. */
export const AskPress = z.strictObject({
  verb: z.literal('ask'),
  data: z.strictObject({ entry: EntryName.optional(), question: Question }),
});

export const UsefulPress = z.strictObject({
  verb: z.literal('ask.useful'),
  data: z.strictObject({ entry: EntryName, useful: z.enum(['yes', 'no']), question: Question }),
});

export const NewsListPress = z.strictObject({
  verb: z.literal('news.list'),
  data: z.strictObject({ entry: EntryName.optional() }),
});
