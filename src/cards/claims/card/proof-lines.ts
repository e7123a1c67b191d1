import type { Evidence } from '../../../domain/claims/claim.ts';
import { groundWithoutProof, needsProof } from '../../../domain/claims/proof.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { date, type Reader } from '../../kit/format.ts';
import { linkTo, plain } from '../../kit/text.ts';

/** The proof, a line each, the latest first; what is missing said first. */
export function proofLines({ claim }: ClaimView, reader: Reader): Text[] {
  const lines = claim.evidence.toReversed().map((evidence) => evidenceLine(evidence, reader));
  if (lines.length > 0) return lines;
  const isNeeded = needsProof(claim.activity, claim.contest !== null);
  return [say(reader, isNeeded ? 'claims.proof-needed' : 'claims.proof-not-needed')];
}

/** A link that opens, or a kept file by its name. */
export function evidenceLine({ kind, link, name, addedAt }: Evidence, reader: Reader): Text {
  const what = link === null ? plain(name, 80) : linkTo(link, name);
  return dotted(what, say(reader, `claims.evidence.${kind}`), date(addedAt, reader));
}

/** That a claim was approved without the proof that it needs, and why. */
export function withoutProofLine({ claim }: ClaimView, reader: Reader): Text {
  const ground = groundWithoutProof(claim);
  if (ground === undefined) return NONE;
  return ground === ''
    ? say(reader, 'claims.without-proof.no-ground')
    : say(reader, 'claims.without-proof.ground', { ground: plain(ground, 1_000) });
}
