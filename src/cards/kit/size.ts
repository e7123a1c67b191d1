import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { number, type Reader } from './format.ts';

/** "12 KB", "3.4 MB"; never less than one. @param size in bytes */
export function sizeText(size: number, reader: Reader): Text {
  const kilobytes = size / 1024;
  return kilobytes < 1024
    ? say(reader, 'files.size.kb', { size: number(Math.max(1, Math.round(kilobytes)), reader) })
    : say(reader, 'files.size.mb', { size: number(kilobytes / 1024, reader) });
}
