import { createTurnHandler } from '../../src/bot/turn.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Context } from '../../src/usecases/context.ts';

type TurnParts = Parameters<typeof createTurnHandler>[0];

const nobody = (does: string) => () => Promise.reject(new Error(`nobody ${does}`));

/** Turns as the real process has them, where nobody but who a test names uploads, downloads or opens a mail. */
export function turnsOn(
  context: Context,
  parts: Partial<TurnParts> = {},
): ReturnType<typeof createTurnHandler> {
  return createTurnHandler({
    context,
    registry: createRegistry(),
    seen: new WeakMap(),
    rosterOf: () => Promise.resolve(undefined),
    upload: nobody('uploads'),
    download: nobody('downloads'),
    openMail: nobody('opens a mail'),
    isAlone: () => Promise.resolve(false),
    maySearch: () => true,
    ...parts,
  });
}
