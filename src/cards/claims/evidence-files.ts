import { z } from 'zod';
import { ClaimId, type Claim, type Evidence } from '../../domain/claims/claim.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, plain } from '../kit/text.ts';
import { EVIDENCE_NAMES } from './lines.ts';
import { targetName } from './target-name.ts';

/** The files that Porter keeps of a claim. */
export const ClaimFilesSubmit = z.strictObject({
  verb: z.literal('claim.files'),
  data: z.strictObject({ claimId: ClaimId }),
});

interface EvidenceFilesData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly rows: readonly { readonly name: string; readonly about: string; readonly hash: string }[];
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly claimId: string;
}

const render = cardTemplate<EvidenceFilesData>('claims-evidence');

/** What was attached to a claim, the latest first, to get one of them. */
export function evidenceFilesCard(claim: Claim, reader: Reader): AdaptiveCard {
  const files = claim.evidence.filter(({ fileId }) => fileId !== null).toReversed();
  const count = files.length === 0 ? 'No files' : counted(files.length, String(files.length), 'file');
  return render({
    fallbackText: clean(`Proof of claim ${claim.claimId}: ${count}`),
    head: head('Proof of execution', targetName(claim.target), `Claim ${claim.claimId}`, count),
    rows: files.map((file) => ({
      name: plain(file.name, 100),
      about: aboutOf(file, reader),
      hash: `SHA-256 ${(file.sha256 ?? '').slice(0, 16)}…`,
    })),
    choices: files.map(({ name, evidenceId }) => ({ title: clean(name, 80), value: evidenceId })),
    claimId: claim.claimId,
  });
}

function aboutOf({ kind, addedAt }: Evidence, reader: Reader): string {
  return `${EVIDENCE_NAMES[kind]} · ${dateTime(addedAt, reader)}`;
}
