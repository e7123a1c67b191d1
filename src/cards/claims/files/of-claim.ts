import { z } from 'zod';
import { ClaimId, type Claim, type Evidence } from '../../../domain/claims/claim.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { dateTime, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { targetName } from '../target-name.ts';

/** The files that Porter keeps of a claim. */
export const ClaimFilesPress = z.strictObject({
  verb: z.literal('claim.files'),
  data: z.strictObject({ claimId: ClaimId }),
});

interface EvidenceFilesData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly rows: readonly { readonly name: Text; readonly about: Text; readonly hash: Text }[];
  readonly choices: readonly { readonly title: Text; readonly value: string }[];
  readonly claimId: string;
}

const render = cardTemplate<EvidenceFilesData>('claims-evidence');

/** What was attached to a claim, the latest first, to get one of them. */
export function evidenceFilesCard(claim: Claim, reader: Reader): AdaptiveCard {
  const files = claim.evidence.filter(({ fileId }) => fileId !== null).toReversed();
  const state = say(reader, 'files.count', { count: files.length });
  const claimId = clean(claim.claimId);
  return render(
    {
      fallbackText: say(reader, 'files.of-claim', { claim: claimId, state }),
      head: head(
        say(reader, 'claims.proof'),
        targetName(claim.target, reader),
        say(reader, 'claims.subject', { claim: claimId }),
        state,
      ),
      rows: files.map((file) => ({
        name: plain(file.name, 100),
        about: aboutOf(file, reader),
        hash: clean(`SHA-256 ${(file.sha256 ?? '').slice(0, 16)}…`),
      })),
      choices: files.map(({ name, evidenceId }) => ({ title: clean(name, 80), value: evidenceId })),
      claimId: claim.claimId,
    },
    reader,
  );
}

function aboutOf({ kind, addedAt }: Evidence, reader: Reader): Text {
  return dotted(say(reader, `claims.evidence.${kind}`), dateTime(addedAt, reader));
}
