import { z } from 'zod';
import { ClaimId } from '../claims/claim.ts';
import { CustomerId, ReferralId } from '../shared/ids.ts';

/** A part of a referral that a link can name. */
export const Part = z.number().int().min(1).max(99);

/**
 * Something that has a card of its own, as links and shared cards name it: by ids only. Whoever follows one sees what they may
 * see, and what is not there looks like what they may not.
 */
export const Thing = z.union([
  z.strictObject({ claimId: ClaimId }),
  z.strictObject({ referralId: ReferralId, part: Part }),
  z.strictObject({ customerId: CustomerId }),
]);
export type Thing = z.infer<typeof Thing>;

/** What a link is longer than leads nowhere. */
const MAX_LINK = 2_000;
const NAMED =
  /^(?:claim[ /](?<claimId>[^ /]+)|referral[ /](?<referralId>[^ /]+)[ /](?<part>\d{1,2})|customer[ /](?<customerId>[^ /]+))$/i;
const SAID = /^open (.+)$/i;
const PATH = /^\/open\/(.+?)\/?$/;

/** `claim/C-1`, `referral/R-1/2` or `customer/<GUID>`. */
function nameOf(thing: Thing): string {
  if ('claimId' in thing) return `claim/${thing.claimId}`;
  if ('referralId' in thing) return `referral/${thing.referralId}/${thing.part}`;
  return `customer/${thing.customerId}`;
}

/** The path of a thing's page, with its slash in front. */
export function pathOf(thing: Thing): string {
  return `/open/${nameOf(thing)}`;
}

/** What a person says to open it, in any language: `open claim C-1`. */
export function sayingOf(thing: Thing): string {
  return `open ${nameOf(thing).replaceAll('/', ' ')}`;
}

/** @returns undefined for a path that no link of ours has */
export function thingAtPath(path: string): Thing | undefined {
  return thingNamed(PATH.exec(path.slice(0, MAX_LINK))?.[1]);
}

/**
 * What a text names that says to open something: {@link sayingOf}, or a link.
 *
 * @param publicUrl where Porter's pages are; undefined: it has none, so that no link is its own
 */
export function thingSaid(text: string, publicUrl: string | undefined): Thing | undefined {
  const said = text.trim();
  return thingNamed(SAID.exec(said.slice(0, MAX_LINK))?.[1]) ?? thingLinked(said, publicUrl);
}

/** What a link of Porter's own names, whatever follows its path. */
export function thingLinked(link: string, publicUrl: string | undefined): Thing | undefined {
  if (publicUrl === undefined || link.length > MAX_LINK || /\s/.test(link)) return undefined;
  const [url, own] = [URL.parse(link), URL.parse(publicUrl)];
  if (url === null || own === null || url.origin !== own.origin) return undefined;
  const base = own.pathname.replace(/\/$/, '');
  return url.pathname.startsWith(base) ? thingAtPath(url.pathname.slice(base.length)) : undefined;
}

function thingNamed(name: string | undefined): Thing | undefined {
  const groups = NAMED.exec(name ?? '')?.groups;
  if (groups === undefined) return undefined;
  const { claimId, referralId, part, customerId } = groups;
  const named =
    claimId !== undefined
      ? { claimId }
      : referralId !== undefined
        ? { referralId, part: Number(part) }
        : { customerId: customerId?.toLowerCase() };
  return Thing.safeParse(named).data;
}
