import { z } from 'zod';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { messageCard } from '../chat/message.ts';
import type { Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';

export const AgentsShowPress = z.strictObject({
  verb: z.literal('agents.show'),
  data: z.strictObject({ partnerId: PartnerId }),
});

export const AgentsSetPress = z.strictObject({
  verb: z.literal('agents.set'),
  data: z.strictObject({ partnerId: PartnerId, agents: z.enum(['on', 'off']) }),
});

/** Whether agents may work for a location's people; its program admins get the button that changes it. */
export function locationAgentsCard(
  { rights, allowed }: { readonly rights: Rights; readonly allowed: boolean },
  reader: Reader,
): AdaptiveCard {
  const { location } = rights;
  const isAdmin = isProgramAdmin(rights);
  return messageCard(
    {
      kind: say(reader, 'agents.location.kind'),
      subject: clean(location.name),
      state: say(reader, allowed ? 'agents.location.on' : 'agents.location.off'),
      stateColor: allowed ? 'Good' : 'Default',
      lines: [say(reader, 'agents.location.line'), say(reader, 'agents.location.strict')],
      small: say(reader, isAdmin ? 'agents.small' : 'agents.location.admins'),
      buttons: isAdmin
        ? [
            {
              title: say(reader, allowed ? 'agents.location.switch-off' : 'agents.location.switch-on'),
              verb: 'agents.set',
              data: { partnerId: location.partnerId, agents: allowed ? 'off' : 'on' },
            },
          ]
        : [],
    },
    reader,
  );
}
