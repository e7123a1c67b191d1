import { CHECKS, checklist, latestProof, type Check, type Found } from '../../../domain/claims/checklist.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import type { ClaimView, RivalClaim } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import { asText, type Text } from '../../../words/text.ts';
import { date, type Reader } from '../../kit/format.ts';
import type { StateColor } from '../../kit/head.ts';
import { tap, type Tap } from '../../kit/list-row.ts';
import { plain } from '../../kit/text.ts';

/** Claims compared side by side; a phone has no room for more. */
export const MAX_BESIDE = 2;

interface Cell {
  readonly text: Text;
  readonly color: StateColor;
  readonly weight: 'Default' | 'Bolder';
}

export interface GridRow {
  readonly title: Text;
  readonly cells: readonly Cell[];
}

const FOUND: { readonly [found in Found]: Omit<Cell, 'text'> } = {
  there: { color: 'Good', weight: 'Bolder' },
  missing: { color: 'Attention', weight: 'Bolder' },
  look: { color: 'Default', weight: 'Default' },
};

export function gridTitle({ rivalCount }: ClaimView, compared: number, reader: Reader): Text {
  if (compared === 0) return say(reader, 'claims.grid.checklist');
  return rivalCount > compared
    ? say(reader, 'claims.grid.beside-some', { shown: compared, count: rivalCount })
    : say(reader, 'claims.grid.beside');
}

/** A partner over its column; a rival's claim opens by a tap. */
export interface GridHead extends Tap {
  readonly text: Text;
}

/** Whose the columns are; none where nothing is compared. */
export function gridHeads({ partnerName }: ClaimView, rivals: readonly RivalClaim[]): GridHead[] {
  if (rivals.length === 0) return [];
  return [
    { text: plain(partnerName, 40), ...tap('', {}) },
    ...rivals.map((rival) => ({
      text: asText(`${plain(rival.partnerName, 40)} ›`),
      ...tap('claim.show', { claimId: rival.claim.claimId }),
    })),
  ];
}

/** The checklist of the claim, beside those of its first rivals. */
export function gridOf(view: ClaimView, rivals: readonly RivalClaim[], reader: Reader): GridRow[] {
  const all = [{ claim: view.claim, partnerName: view.partnerName }, ...rivals];
  const standing = {
    title: say(reader, 'claims.grid.stands'),
    cells: all.map(({ claim }) =>
      bold(say(reader, claim.status === 'approved' ? 'claims.grid.holds' : 'claims.grid.claims')),
    ),
  };
  const rows = CHECKS.map((check) => ({
    title: say(reader, `claims.grid.check.${check}`),
    cells: all.map(({ claim }) => cellOf(claim, check, reader)),
  }));
  return [...(rivals.length === 0 ? [] : [standing]), ...rows];
}

function cellOf(claim: Claim, check: Check, reader: Reader): Cell {
  const latest = latestProof(claim.evidence);
  if (check === 'dates' && latest !== null) {
    return { ...FOUND.look, text: say(reader, 'claims.grid.latest', { day: date(latest, reader) }) };
  }
  const found = checklist(claim.evidence)[check];
  return { ...FOUND[found], text: say(reader, `claims.grid.found.${found}`) };
}

function bold(text: Text): Cell {
  return { text, color: 'Default', weight: 'Bolder' };
}
