import { chatLink, type Links } from '../domain/sharing/links.ts';
import { sayingOf, thingAtPath } from '../domain/sharing/thing.ts';
import { refused, type Route } from './answer.ts';

/** In front of every link to a claim, a referral or a customer. */
export const OPEN_PATH = '/open/';

/**
 * `GET /open/…`: leads from a link of Porter's to the reader's own chat with it, where what the link names is asked for. Nothing
 * is looked up, so that a link tells nobody whether there is such a thing; who may see it is decided in the chat.
 *
 * @returns 302 to Teams; 404 for a path that no link of ours has, and for all where the bot has no app id
 */
export function openRoute(links: Links): Route {
  return ({ url = '' }) => {
    const thing = thingAtPath(url);
    const location = thing && chatLink(links, sayingOf(thing));
    return Promise.resolve(
      location === undefined ? refused(404, 'no-link') : { status: 302, headers: { location } },
    );
  };
}
