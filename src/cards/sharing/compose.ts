import type { Face } from '../../domain/sharing/face.ts';
import type { Thing } from '../../domain/sharing/thing.ts';
import type { Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import type { Reader } from '../kit/format.ts';
import { attachment, summaryOf, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { kindOf, nameOf, stateOf } from './standing.ts';

/**
 * Answers to the invokes of a message extension, in the platform's own shape. Source: Microsoft Learn, "Respond to search
 * command" and "Link unfurling", 2026-11.
 */
export interface ComposeAnswer {
  readonly composeExtension:
    | { readonly type: 'result'; readonly attachmentLayout: 'list'; readonly attachments: readonly object[] }
    | { readonly type: 'message'; readonly text: Text };
}

/** A row that is found: the card that is put into the chat, and what its finder sees of it in the list. */
export function found(face: Face, card: AdaptiveCard, reader: Reader): object {
  const preview = {
    title: nameOf(face, reader),
    text: clean(
      dotted(kindOf(face.standing, reader), numberOf(face.thing), stateOf(face.standing, reader).state),
    ),
    // A tap asks for the card anew, by the rights of that moment.
    tap: { type: 'invoke', title: nameOf(face, reader), value: face.thing },
  };
  return { ...attachment(card), preview: thumbnail(preview) };
}

/** A card that is shown for a link. Clients that unfurl draw version 1.3. Source: Microsoft Learn, "Link unfurling". */
export function unfurled(card: AdaptiveCard): object {
  const content = { ...card, version: '1.3' };
  return {
    contentType: attachment(card).contentType,
    content,
    preview: thumbnail({ title: summaryOf(card) }),
  };
}

export function results(attachments: readonly object[]): ComposeAnswer {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

/** A sentence in place of what would be found. */
export function told(text: Text): ComposeAnswer {
  return { composeExtension: { type: 'message', text: clean(text) } };
}

function thumbnail(content: object): object {
  return { contentType: 'application/vnd.microsoft.card.thumbnail', content };
}

/** What tells two of a customer apart; a customer has none. */
function numberOf(thing: Thing): Text {
  if ('claimId' in thing) return clean(thing.claimId);
  return 'referralId' in thing ? clean(thing.referralId) : clean('');
}
