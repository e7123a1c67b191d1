import { CHECKS, checklist, latestProof, type Check, type Found } from '../../domain/claims/checklist.ts';
import type { Claim } from '../../domain/claims/claim.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { date, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { plain } from '../kit/text.ts';

/** Claims compared side by side; a phone has no room for more. */
export const MOST_BESIDE = 2;

interface Cell {
  readonly text: string;
  readonly color: StateColor;
  readonly weight: 'Default' | 'Bolder';
}

export interface GridRow {
  readonly title: string;
  readonly cells: readonly Cell[];
}

const CHECK_NAMES: { readonly [check in Check]: string } = {
  file: 'File',
  'customer-acknowledgement': 'Customer’s acknowledgement',
  dates: 'Dates',
  'service-description': 'Service description',
  product: 'Product named',
};

const FOUND: { readonly [found in Found]: Cell } = {
  there: { text: 'There', color: 'Good', weight: 'Bolder' },
  missing: { text: 'Missing', color: 'Attention', weight: 'Bolder' },
  look: { text: 'Look', color: 'Default', weight: 'Default' },
};

export function gridTitle({ rivalCount }: ClaimView, compared: number): string {
  if (compared === 0) return 'Proof checklist';
  return rivalCount > compared
    ? `Side by side with ${compared} of ${rivalCount} others; the queue has the rest`
    : 'Side by side';
}

/** The checklist of the claim, beside those of its first rivals. */
export function gridOf(view: ClaimView, reader: Reader): GridRow[] {
  const rivals = view.claim.contest === null ? [] : view.rivals.slice(0, MOST_BESIDE);
  const all = [{ claim: view.claim, partnerName: view.partnerName }, ...rivals];
  const title = { title: 'Partner', cells: all.map((one) => bold(plain(one.partnerName, 40))) };
  const standing = {
    title: 'Stands',
    cells: all.map(({ claim }) => bold(claim.status === 'approved' ? 'Holds the target' : 'Claims it')),
  };
  const rows = CHECKS.map((check) => ({
    title: CHECK_NAMES[check],
    cells: all.map(({ claim }) => cellOf(claim, check, reader)),
  }));
  return [...(rivals.length === 0 ? [] : [title, standing]), ...rows];
}

function cellOf(claim: Claim, check: Check, reader: Reader): Cell {
  const latest = latestProof(claim.evidence);
  if (check === 'dates' && latest !== null) return { ...FOUND.look, text: `Latest ${date(latest, reader)}` };
  return FOUND[checklist(claim.evidence)[check]];
}

function bold(text: string): Cell {
  return { text, color: 'Default', weight: 'Bolder' };
}
