import type { Claim } from '../../domain/claims/claim.ts';
import type { Reads } from '../../words/language.ts';
import type { MessageKey } from '../../words/messages.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { StateColor } from '../kit/head.ts';

export interface ClaimState {
  readonly state: Text;
  readonly color: StateColor;
}

/** `claims.state.<word>`. */
type StateWord = MessageKey extends infer Key
  ? Key extends `claims.state.${infer Word}`
    ? Word
    : never
  : never;
type Standing = readonly [StateWord, StateColor];

type Stands = Pick<Claim, 'status' | 'reason'> & { readonly isContested: boolean };

/**
 * Where a claim stands, in a word or two.
 *
 * @param waits it waits for the reader
 */
export function claimState(claim: Stands, waits: boolean, reader: Reads): ClaimState {
  const [word, color] = standingOf(claim, waits);
  return { state: say(reader, `claims.state.${word}`), color };
}

function standingOf({ status, reason, isContested }: Stands, waits: boolean): Standing {
  if (isContested && status !== 'partner-action-required')
    return ['contested', waits ? 'Accent' : 'Attention'];
  switch (status) {
    case 'draft':
    case 'submitted':
    case 'under-review':
    case 'dispute':
      return [status, 'Default'];
    case 'partner-action-required':
      return waits ? ['your-answer', 'Accent'] : ['partner-asked', 'Default'];
    case 'approved':
      return [status, 'Good'];
    case 'rejected':
    case 'rejected-final':
      return rejectedState(status, reason);
  }
}

function rejectedState(status: 'rejected' | 'rejected-final', reason: Claim['reason']): Standing {
  switch (reason) {
    case 'withdrawn':
      return ['withdrawn', 'Default'];
    case 'superseded':
    case 'customer-declined':
      return [reason, 'Attention'];
    case 'subscription-ended':
      return ['ended', 'Attention'];
    case 'insufficient-poe':
    case 'no-response':
    case 'partner-request':
    case '':
      return [status, 'Attention'];
  }
}
