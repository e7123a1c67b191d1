import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { bold } from '../kit/text.ts';

/** How far an asking has come, and by whose word: a letter that was written is not sent by that. */
export function askedLine({ askedAt, askedByName, sent }: DporRequest, reader: Reader): Text {
  return sent === undefined
    ? say(reader, 'dpor.asked.written', { when: dateTime(askedAt, reader), name: bold(askedByName) })
    : say(reader, 'dpor.asked.sent', { day: day(sent.on, reader), name: bold(sent.byName) });
}
