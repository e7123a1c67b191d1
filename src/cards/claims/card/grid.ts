import { CHECKS, checklist, latestProof, type Check, type Found } from '../../../domain/claims/checklist.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import { date, type Reader } from '../../kit/format.ts';
import type { StateColor } from '../../kit/head.ts';
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

/** The checklist of the claim, beside those of its first rivals. */
export function gridOf(view: ClaimView, reader: Reader): GridRow[] {
  const rivals = view.claim.contest === null ? [] : view.rivals.slice(0, MAX_BESIDE);
  const all = [{ claim: view.claim, partnerName: view.partnerName }, ...rivals];
  const title = {
    title: say(reader, 'claims.grid.partner'),
    cells: all.map((one) => bold(plain(one.partnerName, 40))),
  };
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
  return [...(rivals.length === 0 ? [] : [title, standing]), ...rows];
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
