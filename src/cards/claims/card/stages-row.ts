import type { Claim } from '../../../domain/claims/claim.ts';
import { STAGES, stagesOf, type Reached } from '../../../domain/claims/stages.ts';
import type { Reads } from '../../../words/language.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import type { StateColor } from '../../kit/head.ts';

/** A stage as the row of a claim's card shows it. */
export interface StageShown {
  readonly mark: string;
  readonly color: StateColor;
  readonly label: Text;
  readonly weight: 'Default' | 'Bolder';
  readonly isSubtle: boolean;
}

const MARKS: { readonly [reached in Reached]: Pick<StageShown, 'mark' | 'color'> } = {
  done: { mark: '✓', color: 'Default' },
  now: { mark: '●', color: 'Accent' },
  open: { mark: '○', color: 'Default' },
  failed: { mark: '✕', color: 'Attention' },
};

/** Submitted, review, customer, decided: each with a mark, the present one in bold. */
export function stagesRow(claim: Claim, reader: Reads): StageShown[] {
  const reached = stagesOf(claim);
  return STAGES.map((stage) => ({
    ...MARKS[reached[stage]],
    label: say(reader, `claims.stage.${stage}`),
    weight: reached[stage] === 'now' ? 'Bolder' : 'Default',
    isSubtle: reached[stage] === 'open',
  }));
}
