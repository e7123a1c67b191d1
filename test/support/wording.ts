import { IntlMessageFormat } from 'intl-messageformat';
import { argumentsOf } from '../../src/cli/words/arguments.ts';
import { messageFor } from '../../src/words/catalogue.ts';
import type { MessageArguments, MessageKey } from '../../src/words/messages.ts';
import type { Text } from '../../src/words/text.ts';

/** What a message needs, or nothing; a text as a test writes it. */
type Values<Key extends MessageKey> = {
  readonly [Name in keyof MessageArguments[Key]]: MessageArguments[Key][Name] extends Text
    ? string
    : MessageArguments[Key][Name];
};
/** The same where a text that is not given may be any; what chooses between wordings has to be given. */
type Known<Key extends MessageKey> = {
  readonly [Name in keyof Values<Key> as string extends Values<Key>[Name] ? Name : never]?: string;
} & { readonly [Name in keyof Values<Key> as string extends Values<Key>[Name] ? never : Name]: number };

/** Nobody says it, so that it can stand for what a test leaves open. */
const ANY = '\u0000';

/** A message in English, for a comparison of the whole. Values are given as they are read on the card. */
export function english<Key extends MessageKey>(
  key: Key,
  ...[values]: MessageArguments[Key] extends null ? [] : [Values<Key>]
): string {
  return worded(messageFor('en', key), values);
}

/** Finds a message in what is read, in English: `expect(textOf(card)).toMatch(wording('claims.drafts.none'))`. */
export function wording<Key extends MessageKey>(
  key: Key,
  ...[known]: MessageArguments[Key] extends null
    ? []
    : Partial<Known<Key>> extends Known<Key>
      ? [known?: Known<Key>]
      : [known: Known<Key>]
): RegExp {
  const message = messageFor('en', key);
  const open = Object.fromEntries([...argumentsOf(message).keys()].map((name) => [name, ANY]));
  const literal = worded(message, { ...open, ...known }).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(literal.replaceAll(ANY, String.raw`[^\n"]*?`));
}

function worded(message: string, values: object = {}): string {
  const parsed = new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true });
  return String(parsed.format({ ...values }));
}
