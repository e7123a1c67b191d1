import type { Evidence } from '../../../domain/claims/claim.ts';
import { fileNameIn } from '../../../domain/claims/links.ts';
import { groundWithoutProof, needsProof } from '../../../domain/claims/proof.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { date, type Reader } from '../../kit/format.ts';
import { sizeText } from '../../kit/size.ts';
import { linkTo, plain } from '../../kit/text.ts';

/** Names of who added it, by Entra id. */
type Names = ReadonlyMap<string, string>;

const MAX_PROOF = 10;
const NOBODY: Names = new Map();

/** The proof, a line each, the latest first; what is missing said first. */
export function proofLines({ claim, as, names }: ClaimView, reader: Reader): Text[] {
  const lines = latestProofLines(claim, as === 'operator' ? names : NOBODY, reader);
  if (lines.length > 0) return lines;
  const isNeeded = needsProof(claim.activity, claim.contest !== null);
  return [say(reader, isNeeded ? 'claims.proof-needed' : 'claims.proof-not-needed')];
}

/** The latest pieces of proof, a line each, the newest first. */
export function latestProofLines(
  { evidence }: Pick<ClaimView['claim'], 'evidence'>,
  names: Names,
  reader: Reader,
): Text[] {
  return evidence
    .slice(-MAX_PROOF)
    .toReversed()
    .map((one) => evidenceLine(one, names, reader));
}

/** A link that opens, by the name of its file, or a kept file; what it is, of when, how large, and who added it. */
function evidenceLine(evidence: Evidence, names: Names, reader: Reader): Text {
  const { kind, size, addedAt, addedBy } = evidence;
  const name = names.get(addedBy) ?? '';
  return dotted(
    whatText(evidence),
    say(reader, `claims.evidence.${kind}`),
    date(addedAt, reader),
    size === undefined ? NONE : sizeText(size, reader),
    name === '' ? NONE : say(reader, 'claims.evidence.by', { name: plain(name, 60) }),
  );
}

/** Beside a file's name where it lies, since the name alone is whatever its address says. */
function whatText({ link, name }: Evidence): Text {
  if (link === null) return plain(name, 80);
  const file = fileNameIn(link);
  const opens = linkTo(link, file || name);
  return file === '' ? opens : dotted(opens, plain(name, 60));
}

/** That a claim was approved without the proof that it needs, and why. */
export function withoutProofLine({ claim }: ClaimView, reader: Reader): Text {
  const ground = groundWithoutProof(claim);
  if (ground === undefined) return NONE;
  return ground === ''
    ? say(reader, 'claims.without-proof.no-ground')
    : say(reader, 'claims.without-proof.ground', { ground: plain(ground, 1_000) });
}
