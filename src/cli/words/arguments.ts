import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** `text`: escaped text; `number`: of a plural or a number; `choice`: the name of one of several sentences. */
export type ArgumentKind = 'text' | 'number' | 'choice';

/** The arguments of an ICU message, by name. @throws when it is no such message */
export function argumentsOf(message: string): ReadonlyMap<string, ArgumentKind> {
  const found = new Map<string, ArgumentKind>();
  gather(parse(message, { ignoreTag: true }), found);
  return found;
}

function gather(elements: readonly MessageFormatElement[], found: Map<string, ArgumentKind>): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        if (!found.has(element.value)) found.set(element.value, 'text');
        break;
      case TYPE.number:
        found.set(element.value, 'number');
        break;
      case TYPE.plural:
      case TYPE.select:
        found.set(element.value, element.type === TYPE.plural ? 'number' : 'choice');
        for (const option of Object.values(element.options)) gather(option.value, found);
        break;
      case TYPE.date:
      case TYPE.time:
      case TYPE.tag:
        throw new Error(`dates are formatted before, in the reader's zone: ${element.value}`);
      case TYPE.literal:
      case TYPE.pound:
        break;
    }
  }
}
