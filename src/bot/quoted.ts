import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { htmlText } from '../domain/associations/html-text.ts';

/** What somebody wrote themselves, and which message they answered with it. */
export interface OwnWords {
  readonly text: string;
  /** As HTML, without what is quoted; empty where the client sent none. */
  readonly html: readonly string[];
  /** The message that is quoted. */
  readonly quotes?: string;
}

const Html = z.looseObject({ contentType: z.literal('text/html'), content: z.string() });
const Quoted = z.object({
  type: z.literal('quotedReply'),
  quotedReply: z.object({ messageId: z.string() }),
});

/**
 * What Teams' clients put before the words of a reply: who wrote what, at most some lines of it. Source: Microsoft Graph,
 * "chatMessage", example of a reply with a quote, read 2026-11.
 */
const OPENING = /<blockquote\b[^<>]*\bschema\.skype\.com\/Reply\b[^<>]*>/iu;
const ID = /\bitemid="([^"<>]{1,300})"/iu;
const CLOSING = '</blockquote>';
/** What the newer clients put there instead. Source: Microsoft Teams SDK, "Quoted Replies", read 2026-11. */
const PLACEHOLDER = /<quoted\b[^<>]*\bmessageId="([^"<>]{1,300})"[^<>]*>/iu;
const MAX_HTML = 5;

/** A message's own words: what it quotes was said before, mostly by Porter, and means nothing once more. */
export function ownWords({ text = '', attachments = [], entities = [] }: Partial<Activity>): OwnWords {
  const html = attachments.slice(0, MAX_HTML).flatMap((one) => Html.safeParse(one).data?.content ?? []);
  const quoting = html.find((one) => OPENING.test(one));
  if (quoting !== undefined) {
    const own = withoutQuote(quoting);
    const quotes = ID.exec(OPENING.exec(quoting)?.[0] ?? '')?.[1];
    return { text: htmlText(own).trim(), html: [own], ...(quotes === undefined ? {} : { quotes }) };
  }
  const named = entities.map((one) => Quoted.safeParse(one).data?.quotedReply.messageId);
  const quotes = named.find((one) => one !== undefined) ?? PLACEHOLDER.exec(text)?.[1];
  return { text, html, ...(quotes === undefined ? {} : { quotes }) };
}

function withoutQuote(html: string): string {
  const from = OPENING.exec(html)?.index ?? 0;
  const end = html.toLowerCase().indexOf(CLOSING, from);
  return html.slice(0, from) + (end < 0 ? '' : html.slice(end + CLOSING.length));
}
