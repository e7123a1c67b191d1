import { z } from 'zod';
import { FUNCTION_NAMES, may, needsOf, type FunctionName } from '../../domain/memberships/policy.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { PROGRAMS } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { incentiveRoleName, roleName } from './role-names.ts';

interface RightsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly rows: readonly {
    readonly what: Text;
    readonly state: Text;
    readonly color: StateColor;
    readonly subtle: boolean;
  }[];
  readonly small: Text;
}

/** What leads here. It comes from the client: no rights follow from it. */
export const RightsShowPress = z.strictObject({
  verb: z.literal('rights.show'),
  data: z.strictObject({ partnerId: PartnerId.optional() }),
});

const render = cardTemplate<RightsData>('rights');

/** What the reader may do at a location, function by function of the policy, and the role that each of the others takes. */
export function rightsCard(rights: Rights, reader: Reader): AdaptiveCard {
  const location = clean(rights.location.name);
  const roles = rolesOf(rights, reader);
  return render(
    {
      fallbackText: say(reader, 'rights.fallback', { location, roles }),
      head: head(say(reader, 'rights.kind'), location, say(reader, 'rights.subject')),
      lines: [roles],
      rows: FUNCTION_NAMES.map((name) => {
        const { isMine, state } = stateOf(name, rights, reader);
        return {
          what: say(reader, `rights.function.${name}`),
          state,
          color: isMine ? 'Good' : 'Default',
          subtle: !isMine,
        };
      }),
      small: say(reader, 'rights.small'),
    },
    reader,
  );
}

/** "Program admin (FRP) · Incentive user". */
function rolesOf({ roles, incentiveRole }: Rights, reader: Reader): Text {
  return dotted(
    ...PROGRAMS.flatMap((program) => {
      const role = roles[program];
      return role === undefined
        ? []
        : [say(reader, 'rights.role-in', { role: roleName(role, reader), program: clean(program) })];
    }),
    ...(incentiveRole === null ? [] : [incentiveRoleName(incentiveRole, reader)]),
  );
}

function stateOf(
  name: FunctionName,
  rights: Rights,
  reader: Reader,
): { readonly isMine: boolean; readonly state: Text } {
  const known = PROGRAMS.filter(
    (program) => program in rights.roles || rights.location.programs.includes(program),
  );
  const mine = known.filter((program) => may(name, rights, program));
  const isMine = mine.length > 0 || (known.length === 0 && may(name, rights));
  if (!isMine) return { isMine, state: say(reader, 'rights.needs', { role: needed(name, reader) }) };
  if (mine.length === known.length) return { isMine, state: say(reader, 'rights.yes') };
  const programs = listOf(
    mine.map((program) => clean(program)),
    reader,
  );
  return { isMine, state: say(reader, 'rights.in', { programs }) };
}

function needed(name: FunctionName, reader: Reader): Text {
  const needs = needsOf(name);
  if (needs === null || needs.role === null) return say(reader, 'rights.incentive-role');
  const role = roleName(needs.role, reader);
  return needs.in === 'location' || needs.in === 'membership'
    ? role
    : say(reader, 'rights.role-in', { role, program: clean(needs.in) });
}
