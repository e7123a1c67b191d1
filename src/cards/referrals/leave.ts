import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { date, day, listOf, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { bold, clean, plain } from '../kit/text.ts';
import type { IntakeShown } from './intake-shown.ts';
import { sentences } from '../kit/sentences.ts';

/** The choice to leave, by programme. */
export interface Leave {
  readonly text: Text;
  readonly programs: readonly {
    readonly title: Text;
    readonly program: Program;
    readonly partnerId: PartnerId;
  }[];
}

/** What was asked for already, and what may still be left; several sentences. */
export function leavingText(shown: IntakeShown, reader: Reader): Text {
  const memberships = membershipsOf(shown, reader);
  const asked = memberships.flatMap(({ program, ends, asked: found }) => {
    const name = PROGRAM_NAMES[program];
    if (ends !== null) {
      return [say(reader, 'referrals.leave.ends', { program: name, day: day(ends, reader) })];
    }
    if (found === undefined) return [];
    return [
      say(reader, 'referrals.leave.asked', {
        name: bold(found.openedByName),
        day: date(found.openedAt, reader),
        program: name,
        caseId: plain(found.caseId),
      }),
    ];
  });
  const open = memberships.filter(({ ends, asked: found }) => ends === null && found === undefined);
  const offered =
    asked.length === 0
      ? say(reader, 'referrals.leave.can')
      : say(reader, 'referrals.leave.can-also', { programs: programsText(open, reader) });
  return sentences(reader, ...asked, ...(open.length > 0 ? [offered] : []));
}

/** One, or none when leaving is not offered. */
export function leavesOf(shown: IntakeShown, reader: Reader): readonly Leave[] {
  if (shown.leaving === null) return [];
  const open = membershipsOf(shown, reader).filter(({ ends, asked }) => ends === null && asked === undefined);
  if (open.length === 0) return [];
  const { partnerId } = shown.rights.location;
  return [
    {
      text: say(reader, 'referrals.leave.what', { programs: programsText(open, reader) }),
      programs: open.map(({ program }) => ({
        title: say(reader, 'referrals.leave.send', { program: clean(program) }),
        program,
        partnerId,
      })),
    },
  ];
}

function programsText(memberships: readonly { readonly program: Program }[], reader: Reader): Text {
  return listOf(
    memberships.map(({ program }) => PROGRAM_NAMES[program]),
    reader,
  );
}

/** Memberships in force, and what was asked for each. */
function membershipsOf({ rights, leaving }: IntakeShown, reader: Reader) {
  const today = dayOf(reader.now);
  return rights.location.memberships
    .filter(({ ends }) => ends === null || today <= ends)
    .map((membership) => ({
      ...membership,
      asked: leaving?.find(({ program }) => program === membership.program),
    }));
}
