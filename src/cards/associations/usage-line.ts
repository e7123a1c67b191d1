import type { Tie, UsageRow } from '../../domain/associations/association.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { day, number, type Reader } from '../kit/format.ts';
import { workloadName } from './target.ts';

/** "Exchange: 3,650 of 4,200 seats active (1 Oct 2026)"; the target is named where it is not that of the tie. */
export function usageLine(tie: Tie, row: UsageRow, reader: Reader): Text {
  const told = dotted(usersText(row, reader), acrText(row, reader));
  const of = {
    figures: told === NONE ? say(reader, 'associations.usage.no-figures') : told,
    day: day(row.date, reader),
  };
  return row.target === tie.target
    ? say(reader, 'associations.usage.line', of)
    : say(reader, 'associations.usage.line-of', { ...of, target: workloadName(row.target) });
}

function usersText({ activeUsers, seats }: UsageRow, reader: Reader): Text {
  const active = Number(activeUsers);
  if (activeUsers !== '' && seats !== '') {
    return say(reader, 'associations.usage.active-of-seats', {
      active: number(active, reader, 0),
      seats: Number(seats),
    });
  }
  if (activeUsers !== '') return say(reader, 'associations.usage.active', { count: active });
  return seats === '' ? NONE : say(reader, 'associations.usage.seats', { count: Number(seats) });
}

function acrText({ acr }: UsageRow, reader: Reader): Text {
  return acr === '' ? NONE : say(reader, 'associations.usage.acr', { count: Math.round(Number(acr)) });
}
