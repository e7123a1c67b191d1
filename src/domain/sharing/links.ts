import { pathOf, type Thing } from './thing.ts';

/** Where Porter is reached: as pages, and in Teams. */
export interface Links {
  /** Without a slash at its end; undefined: there are no pages. */
  readonly publicUrl: string | undefined;
  /** The bot's app id; `''`: it has none, so that no link leads to its chat. */
  readonly appId: string;
}

/** Nowhere: what is not configured. */
export const NO_LINKS: Links = { publicUrl: undefined, appId: '' };

/**
 * Opens the person's own chat with Porter in Teams. A bot is not told in any other way what a link was about.
 * Source: Microsoft Learn, "Deep link to a Teams chat", `message`.
 *
 * @param saying stands in the box to be sent
 */
export function chatLink({ appId }: Pick<Links, 'appId'>, saying = ''): string | undefined {
  if (appId === '') return undefined;
  const said = saying === '' ? '' : `&message=${encodeURIComponent(saying.toWellFormed())}`;
  return `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}${said}`;
}

/** Porter's own link to a thing, for mails, calendars and agents: it leads to the chat, and Teams shows a card for it. */
export function ownLink({ publicUrl, appId }: Links, thing: Thing): string | undefined {
  return publicUrl === undefined || appId === '' ? undefined : `${publicUrl}${pathOf(thing)}`;
}
