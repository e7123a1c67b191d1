import type { CaseSide, CaseStatus } from '../../domain/cases/case.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { StateColor } from '../kit/head.ts';

/** How a case stands, for one side of it. */
export interface CaseState {
  readonly state: Text;
  readonly color: StateColor;
  /** Whether the reader's side is to act. */
  readonly waits: boolean;
  /** What to do next, or what happens by itself. */
  readonly next: Text;
}

export function caseState(status: CaseStatus, side: CaseSide, reader: Reads): CaseState {
  return side === 'partner' ? forPartner(status, reader) : forProgram(status, reader);
}

function forPartner(status: CaseStatus, reader: Reads): CaseState {
  switch (status) {
    case 'waiting-partner':
      return {
        state: say(reader, 'cases.state.waiting-you'),
        color: 'Accent',
        waits: true,
        next: say(reader, 'cases.next.answer'),
      };
    case 'resolved':
      return { ...named(status, 'Good', reader), next: say(reader, 'cases.next.confirm') };
    case 'closed':
      return { ...named(status, 'Default', reader), next: say(reader, 'cases.next.closed') };
    default:
      return { ...named(status, 'Default', reader), next: say(reader, 'cases.next.program-has-it') };
  }
}

function forProgram(status: CaseStatus, reader: Reads): CaseState {
  switch (status) {
    case 'waiting-partner':
      return { ...named(status, 'Default', reader), next: say(reader, 'cases.next.with-partner') };
    case 'resolved':
      return { ...named(status, 'Good', reader), next: say(reader, 'cases.next.partner-confirms') };
    case 'closed':
      return { ...named(status, 'Default', reader), next: say(reader, 'cases.next.closed') };
    case 'waiting-program':
      return {
        state: say(reader, 'cases.state.waiting-you'),
        color: 'Accent',
        waits: true,
        next: say(reader, 'cases.next.partner-waits'),
      };
    default:
      return {
        ...named(status, 'Accent', reader),
        waits: true,
        next: say(reader, 'cases.next.partner-waits'),
      };
  }
}

function named(status: CaseStatus, color: StateColor, reader: Reads) {
  return { state: say(reader, `cases.state.${status}`), color, waits: false } as const;
}
