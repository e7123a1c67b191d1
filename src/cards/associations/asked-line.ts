import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { bold } from '../kit/text.ts';

/** How far an asking has come, and by whose word: a letter that was written is not sent by that. */
export function askedLine({ askedAt, askedByName, sent }: DporRequest, reader: Reader): string {
  return sent === undefined
    ? `Letter written on ${dateTime(askedAt, reader)} for ${bold(askedByName)}, not marked as sent`
    : `Sent on ${day(sent.on, reader)}, says ${bold(sent.byName)}`;
}
