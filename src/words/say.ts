import { IntlMessageFormat } from 'intl-messageformat';
import { messageFor } from './catalogue.ts';
import { formatLocaleOf, type Reads } from './language.ts';
import type { MessageArguments, MessageKey } from './messages.ts';
import { asText, type Text } from './text.ts';

/** What a message needs beside its key: nothing, or one value for each of its arguments. */
type Needs<Key extends MessageKey> = MessageArguments[Key] extends null ? [] : [MessageArguments[Key]];

/** Messages that need no values. */
export type PlainKey = {
  [Key in MessageKey]: MessageArguments[Key] extends null ? Key : never;
}[MessageKey];

/** Messages of all locales in use that have been parsed, at most {@link MAX_PARSED}. */
const parsed = new Map<string, IntlMessageFormat | Text>();
const MAX_PARSED = 20_000;

/**
 * Words a message for whoever reads it.
 *
 * @param reader whose language it is in; a language that Porter does not have reads as English
 * @param values texts have been escaped already, since they are of type {@link Text}; numbers are written as the reader
 *   writes them
 */
export function say<Key extends MessageKey>(reader: Reads, key: Key, ...values: Needs<Key>): Text {
  const message = parsedMessage(reader.locale, key);
  if (typeof message === 'string') return message;
  return asText(String(message.format(values[0] as { readonly [name: string]: string | number })));
}

/**
 * The same for a key that a template names, which the compiler does not see.
 *
 * @throws when there is no such message, or it needs values
 */
export function sayNamed(reader: Reads, key: string): Text {
  const message = parsedMessage(reader.locale, key);
  if (typeof message !== 'string') throw new Error(`a template cannot give values to ${key}`);
  return message;
}

function parsedMessage(locale: string, key: string): IntlMessageFormat | Text {
  const place = `${locale}\n${key}`;
  const known = parsed.get(place);
  if (known !== undefined) return known;
  const message = messageFor(locale, key);
  const made = /[{']/.test(message)
    ? new IntlMessageFormat(message, formatLocaleOf(locale), undefined, { ignoreTag: true })
    : asText(message);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(place, made);
  return made;
}
