import { say } from '../../../words/say.ts';
import { messageCard } from '../../chat/message.ts';
import { listOf, type Reader } from '../../kit/format.ts';
import type { AdaptiveCard } from '../../kit/template.ts';
import { bold } from '../../kit/text.ts';

/**
 * For somebody with a role, but none for incentives: the rule, and who could.
 *
 * @param names of who holds an incentive role where the reader has another
 */
export function noClaimsCard(names: readonly string[], reader: Reader): AdaptiveCard {
  const who =
    names.length === 0
      ? say(reader, 'claims.no-role.ask')
      : say(reader, 'claims.no-role.who', { count: names.length, names: listOf(names.map(bold), reader) });
  return messageCard(
    {
      kind: say(reader, 'claims.list-kind'),
      subject: say(reader, 'claims.no-role.subject'),
      lines: [say(reader, 'claims.no-role.rule'), who],
    },
    reader,
  );
}
