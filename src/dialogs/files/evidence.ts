import { claimCard } from '../../cards/claims/card/claim.ts';
import { ClaimFilesPress, evidenceFilesCard } from '../../cards/claims/files/of-claim.ts';
import { fileName } from '../../cards/files/file-name.ts';
import { clean } from '../../cards/kit/text.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { viewClaim } from '../../usecases/claims/shown/view.ts';
import { readKept } from '../../usecases/files/keep.ts';
import { say } from '../../words/say.ts';
import { cardAction, FORBIDDEN, type Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** The files of a claim, for whoever may see the claim: its own location, and operators without a role at a claimant. */
export const showEvidenceAction = cardAction({
  verb: 'claim.files',
  who: 'claimant-or-operator',
  data: ['claimId'],
  inputs: [],
  schema: ClaimFilesPress,
  changes: false,
  async run({ context, actor, reader }, { data: { claimId } }) {
    const found = await viewClaim(context, actor, claimId);
    return found.ok ? { card: evidenceFilesCard(found.value.claim, reader) } : FORBIDDEN;
  },
});

/** A file that was given as proof, as it was sent. */
export async function makeEvidence(
  { context, actor, reader }: Speaking,
  { claimId, evidenceId }: FileOfKind<'evidence'>,
): Promise<Result<MadeFile, NotMade>> {
  const found = await viewClaim(context, actor, claimId);
  const evidence = found.ok
    ? found.value.claim.evidence.find((one) => one.evidenceId === evidenceId)
    : undefined;
  if (!found.ok || evidence === undefined || evidence.fileId === null) return refuse({ code: 'forbidden' });
  const kept = await readKept(context, evidence.fileId);
  if (kept === undefined) {
    const why = say(reader, 'files.evidence.gone');
    return refuse({ code: 'over', why, card: claimCard(found.value, reader, why) });
  }
  const [, base = say(reader, 'files.evidence.name'), extension = 'bin'] =
    /^(.*)\.([A-Za-z0-9]{1,5})$/.exec(evidence.name) ?? [];
  return ok({
    name: fileName(base, extension.toLowerCase()),
    description: say(reader, 'files.evidence.about', { claim: clean(claimId) }),
    bytes: kept.bytes,
    card: evidenceFilesCard(found.value.claim, reader),
  });
}
