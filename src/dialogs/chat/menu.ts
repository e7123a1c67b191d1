import type { Listed, Menu } from '../../cards/chat/menu.ts';
import { capacitiesOf, type Capacity } from '../../domain/memberships/capacity.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { Context } from '../../usecases/context.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import { isOperator } from '../../usecases/operators/operator.ts';
import type { Command } from '../speaking.ts';

/** The words that a person may use, from the rosters as they are now. */
export async function menuOf(
  context: Pick<Context, 'documents' | 'clock'>,
  person: Person,
  commands: readonly Command[],
): Promise<Menu> {
  return menuFor(await held(context, person), commands);
}

/** What somebody may do: where they have a right, by location, and whether they are programme staff. */
export interface Held {
  readonly at: readonly Rights[];
  readonly isOperator: boolean;
}

export async function held(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  person: Person,
): Promise<Held> {
  const [at, operates] = await Promise.all([
    locationsOf(documents, person, clock.now()),
    person.operator ? isOperator(documents, person) : false,
  ]);
  return { at, isOperator: operates };
}

export function menuFor({ at, isOperator: operates }: Held, commands: readonly Command[]): Menu {
  const capacities = capacitiesOf(at, operates);
  const words = commands.filter((command) => isFor(command, capacities)).flatMap(listed);
  return { capacities, words };
}

function isFor({ who }: Command, capacities: ReadonlySet<Capacity>): boolean {
  return who === undefined || who.some((capacity) => capacities.has(capacity));
}

/** A word without a text of its own is not listed. */
function listed({ words: [word = ''], about, group = 'yourself' }: Command): Listed[] {
  return about === undefined ? [] : [{ word, about, group }];
}
