import { statementsCard } from '../../cards/statements/list.ts';
import { fileName } from '../../cards/files/file-name.ts';
import { month } from '../../cards/kit/format.ts';
import { clean } from '../../cards/kit/text.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { getStatement } from '../../usecases/statements/get.ts';
import { listStatements } from '../../usecases/statements/list.ts';
import { say } from '../../words/say.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** A statement as it was imported: for the statement admins and program admins of its membership. */
export async function makeStatement(
  { context, actor, person, reader, opId }: Speaking,
  asked: FileOfKind<'statement'>,
): Promise<Result<MadeFile, NotMade>> {
  const got = await getStatement(context, actor, person, asked, opId);
  const list = got && (await listStatements(context, person, got.statement));
  if (got === undefined || list === undefined) return refuse({ code: 'forbidden' });
  const { statement, bytes } = got;
  if (bytes === undefined) {
    const why = say(reader, 'statements.gone');
    return refuse({ code: 'over', why, card: statementsCard(list, reader, why) });
  }
  const [, base = statement.statementId, extension = 'bin'] =
    /^(.*)\.([A-Za-z0-9]{1,5})$/.exec(statement.file) ?? [];
  return ok({
    name: fileName(base, extension.toLowerCase()),
    description: say(reader, 'statements.description', {
      statement: clean(statement.statementId, 60),
      location: clean(list.membership.location.name, 80),
      month: month(statement.period, reader),
    }),
    bytes,
    card: statementsCard(list, reader),
  });
}
