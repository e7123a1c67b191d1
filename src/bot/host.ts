import type { Activity } from 'botbuilder';
import { z } from 'zod';

const FromCopilot = z.object({ productContext: z.literal('COPILOT') });

/**
 * Whether a person speaks from Microsoft 365 Copilot: Teams delivers that as its own, and says where it comes from. Source: the
 * platform's activities as `microsoft/teams.py`, "Add Product Info Entity for Copilot", shows them.
 */
export function isCopilot({ channelData }: Pick<Activity, 'channelData'>): boolean {
  return FromCopilot.safeParse(channelData).success;
}
