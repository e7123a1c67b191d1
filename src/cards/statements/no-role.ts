import { say } from '../../words/say.ts';
import { messageCard } from '../chat/message.ts';
import { listOf, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold } from '../kit/text.ts';

/**
 * For somebody with a role, but none that statements need: the rule, and who could give one.
 *
 * @param names of program admins where the reader has a role
 */
export function noStatementsCard(names: readonly string[], reader: Reader): AdaptiveCard {
  const who =
    names.length === 0
      ? say(reader, 'statements.no-role.ask')
      : say(reader, 'statements.no-role.who', {
          count: names.length,
          names: listOf(names.map(bold), reader),
        });
  return messageCard(
    {
      kind: say(reader, 'statements.kind'),
      subject: say(reader, 'statements.no-role.subject'),
      lines: [say(reader, 'statements.no-role.rule'), who],
    },
    reader,
  );
}
