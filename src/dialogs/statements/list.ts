import { StatementGetPress, StatementListPress, statementsCard } from '../../cards/statements/list.ts';
import { readMembership } from '../../cards/kit/membership-input.ts';
import { noStatementsCard } from '../../cards/statements/no-role.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import { rememberMembership } from '../../usecases/memberships/person-changes.ts';
import { adminNames } from '../../usecases/referrals/intake-view.ts';
import { listStatements } from '../../usecases/statements/list.ts';
import { noAccess } from '../chat/no-access.ts';
import { getFile } from '../files/offer.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';

/** `statements`: those of the only membership whose statements the person may read, or of the last one chosen; others are a list away. */
export const statementsCommand: Command = {
  words: ['statements'],
  about: 'chat.about.statements',
  group: 'standing',
  who: ['statement-admin'],
  async run(speaking) {
    const { context, person, reader } = speaking;
    const list = await listStatements(context, person, undefined);
    return list === undefined ? noStatements(speaking) : statementsCard(list, reader);
  },
};

export const listStatementsAction = cardAction({
  verb: 'statement.list',
  who: 'statements',
  data: ['partnerId', 'program'],
  inputs: ['membership'],
  schema: StatementListPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    const asked = readMembership(data);
    const list = await listStatements(context, person, asked);
    if (list === undefined) return FORBIDDEN;
    if (asked !== undefined) await rememberMembership(context, person, asked);
    return { card: statementsCard(list, reader) };
  },
});

/** A statement as a file: Teams' question follows as a message of its own. */
export const getStatementAction = cardAction({
  verb: 'statement.get',
  who: 'statements',
  data: ['statementId', 'partnerId'],
  inputs: [],
  schema: StatementGetPress,
  // It is written down, so no client does it by itself.
  changes: true,
  shared: true,
  run: (speaking, { data: { statementId, partnerId } }) =>
    getFile(speaking, {
      kind: 'statement',
      statementId,
      ...(partnerId === undefined ? {} : { partnerId }),
    }),
});

/** Who could give somebody the role that statements need. */
async function noStatements(speaking: Speaking): Promise<AdaptiveCard> {
  const { context, person, reader } = speaking;
  const at = await locationsOf(context.documents, person, reader.now);
  if (at.length === 0) return noAccess(speaking);
  const names = await Promise.all(at.map((rights) => adminNames(context.documents, rights, reader.now)));
  return noStatementsCard([...new Set(names.flat())].slice(0, MAX_NAMES), reader);
}

const MAX_NAMES = 5;
