import { z } from 'zod';

const Attached = z.object({ attachments: z.array(z.object({ content: z.unknown() })).min(1) });
/** An element or a card; what a button opens lies in its `actions`, and is no form until it is pressed. */
const Nested = z.record(z.string(), z.unknown());

/** Whether a message to a person, or the answer to a press of theirs, holds inputs that wait to be filled in. */
export function hasOpenForm(shown: unknown): boolean {
  const message = Attached.safeParse(shown);
  return message.success
    ? message.data.attachments.some(({ content }) => hasInputs(content))
    : hasInputs(shown);
}

function hasInputs(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasInputs);
  const element = Nested.safeParse(part);
  if (!element.success) return false;
  const { type, actions: _actions, ...rest } = element.data;
  if (typeof type === 'string' && type.startsWith('Input.')) return true;
  return Object.values(rest).some((inner) => typeof inner === 'object' && hasInputs(inner));
}
