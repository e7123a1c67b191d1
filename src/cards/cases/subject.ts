import { isLeaveCase, type Case } from '../../domain/cases/case.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { clean } from '../kit/text.ts';

/** What a case is about, as typed; one that asks to leave a programme is worded for its reader. Not escaped. */
export function caseSubject(found: Pick<Case, 'caseId' | 'program' | 'subject'>, reader: Reads): Text {
  const { program, subject } = found;
  return isLeaveCase(found) && program !== null
    ? say(reader, 'cases.leave.subject', { program: PROGRAM_NAMES[program] })
    : clean(subject, 200);
}
