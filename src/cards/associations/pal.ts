import { z } from 'zod';
import { PAL_CREDENTIALS, PAL_PORTAL, PalCredential, palCommands } from '../../domain/associations/pal.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { date, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { customerTitle } from './product.ts';

interface PalData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  readonly forWhom: Text;
  readonly steps: readonly Text[];
  readonly notes: readonly Text[];
  readonly links: readonly Text[];
  readonly isOffered: boolean;
  readonly isOpen: boolean;
  readonly typed: Text;
  readonly error: Text;
  readonly portal: string;
  readonly cli: readonly string[];
  readonly powerShell: readonly string[];
  readonly credential: string;
  readonly choices: readonly { readonly title: Text; readonly value: string }[];
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
}

export interface PalShown {
  readonly location: Pick<Location, 'partnerId' | 'name'>;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly isOffered: boolean;
  readonly links: readonly {
    readonly credential: string;
    readonly credentialId: string;
    readonly linkedAt: string;
  }[];
}

const MAX_LINKS = 10;

const render = cardTemplate<PalData>('pal');

/**
 * How to link a location's PartnerID at a customer with one kind of identity, and who is linked already.
 *
 * @param given what was typed and is wrong, or that a link was recorded just now
 */
export function palCard(
  view: PalShown,
  credential: PalCredential,
  reader: Reader,
  given: { readonly wrong?: string; readonly recorded?: boolean } = {},
): AdaptiveCard {
  const { location, customerId, isOffered, links } = view;
  const { partnerId } = location;
  const name = customerTitle(view.customerName, customerId, reader);
  const commands = palCommands(credential, partnerId, customerId);
  return render(
    {
      fallbackText: say(reader, 'pal.fallback', { partnerId: plain(partnerId), name: clean(name) }),
      head: head(
        say(reader, 'pal.kind'),
        location.name,
        name,
        links.length === 0
          ? say(reader, 'pal.state.none')
          : say(reader, 'pal.state.linked', { count: links.length }),
        links.length === 0 ? 'Default' : 'Good',
      ),
      note: noteOf(view, given, reader),
      forWhom: say(reader, `pal.for.${credential}`),
      steps: [
        say(reader, 'pal.step.consent'),
        say(reader, 'pal.step.access'),
        say(reader, 'pal.step.link', { partnerId: plain(partnerId) }),
        say(reader, 'pal.step.check'),
        say(reader, 'pal.step.record'),
      ].map((step, at) => asText(`${at + 1}. ${step}`)),
      notes: [say(reader, 'pal.note.name'), say(reader, 'pal.note.managed'), say(reader, 'pal.note.back')],
      links: links.slice(0, MAX_LINKS).map((link) =>
        say(reader, 'pal.link', {
          credential: credentialName(link.credential, reader),
          id: plain(link.credentialId, 100),
          day: date(new Date(link.linkedAt), reader),
        }),
      ),
      isOffered,
      isOpen: given.wrong !== undefined,
      typed: clean(given.wrong ?? ''),
      error: given.wrong === undefined ? NONE : say(reader, 'pal.credential-id.error'),
      portal: PAL_PORTAL,
      ...commands,
      credential,
      choices: PAL_CREDENTIALS.map((value) => ({ title: credentialName(value, reader), value })),
      partnerId,
      customerId,
    },
    reader,
  );
}

function noteOf(
  { isOffered }: PalShown,
  { recorded }: { readonly recorded?: boolean },
  reader: Reader,
): Text {
  if (!isOffered) return say(reader, 'pal.not-offered');
  return recorded === true ? say(reader, 'pal.recorded') : NONE;
}

function credentialName(credential: string, reader: Reader): Text {
  const known = PalCredential.safeParse(credential);
  return known.success ? say(reader, `pal.credential.${known.data}`) : plain(credential, 40);
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const PalGuidePress = z.strictObject({
  verb: z.literal('pal.guide'),
  data: z.strictObject({
    partnerId: PartnerId,
    customerId: CustomerId,
    credential: PalCredential.optional().nullable(),
    credentialId: z.string().max(1_000).nullish(),
  }),
});
export const PalLinkPress = z.strictObject({
  verb: z.literal('pal.link'),
  data: z.strictObject({
    partnerId: PartnerId,
    customerId: CustomerId,
    credential: PalCredential.nullish(),
    /** Judged apart, so that a bad one brings the form back. */
    credentialId: z.string().max(1_000).nullish(),
  }),
});
