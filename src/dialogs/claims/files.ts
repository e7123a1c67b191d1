import { randomUUID } from 'node:crypto';
import {
  ClaimAttachPress,
  attachedNote,
  claimFilesCard,
  fileProblem,
  filesGatheredCard,
  filesRefusedCard,
  NEW_DRAFT,
  noPlaceCard,
  readKinds,
  roomLeftText,
  type ClaimAttachInput,
} from '../../cards/claims/files/attach.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { ClaimId } from '../../domain/claims/claim.ts';
import { DraftId } from '../../domain/claims/draft.ts';
import { filesOf, MAX_CLAIM_FILES } from '../../domain/claims/proof.ts';
import { isKindOfProof, MAX_FILE_BYTES, MAX_FILES, type KeptFile } from '../../domain/files/kept-file.ts';
import { Intent, type PartnerId } from '../../domain/shared/ids.ts';
import { attachFiles, placesFor, type AttachTo } from '../../usecases/claims/evidence/attach.ts';
import { hashOf } from '../../usecases/hash-of.ts';
import { findKept, keepFile, type DownloadFile } from '../../usecases/files/keep.ts';
import { roomToday, takeRoom } from '../../usecases/files/quota.ts';
import { withRoom } from '../../usecases/files/room.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';
import { formAnswer } from './form.ts';

/** A file that came with a message in the personal chat. */
export interface AttachedFile {
  readonly name: string;
  readonly downloadUrl: string;
}

/**
 * Keeps the files of a message, for somebody who may claim, and asks what they are and where they belong. The same message
 * delivered again is the same files.
 */
export async function filesCard(
  speaking: Speaking,
  files: readonly AttachedFile[],
  download: DownloadFile,
): Promise<AdaptiveCard> {
  const places = await placesFor(speaking.context, speaking.person);
  if (places === undefined) return noPlaceCard(speaking.reader);
  const results: Taken[] = [];
  // One after the other, so that a message never holds more than one file in memory.
  for (const [at, file] of files.entries()) {
    results.push(await keptOf(speaking, { ...file, at, partnerIds: places.partnerIds }, download));
  }
  const kept = results.flatMap(({ file }) => file ?? []);
  const left = results.findLast(({ filesLeft }) => filesLeft !== undefined)?.filesLeft;
  const problems = [
    ...results.flatMap(({ problem }) => problem ?? []),
    ...(left === undefined ? [] : [roomLeftText(left, speaking.reader)]),
  ];
  return kept.length === 0
    ? filesRefusedCard(problems, speaking.reader)
    : claimFilesCard({ files: kept, problems, ...places }, speaking.reader);
}

/** A file as kept, or why it was not; and how many more fit into the day, once that is few. */
interface Taken {
  readonly file?: KeptFile;
  readonly problem?: Text;
  readonly filesLeft?: number | undefined;
}

async function keptOf(
  { context, actor, person, reader, opId }: Speaking,
  { name, downloadUrl, at, partnerIds }: AttachedFile & { at: number; partnerIds: readonly PartnerId[] },
  download: DownloadFile,
): Promise<Taken> {
  const problem = (code: Parameters<typeof fileProblem>[1]): Taken => ({
    problem: fileProblem(name, code, reader),
  });
  if (at >= MAX_FILES) return problem('too-many');
  if (!isKindOfProof(name)) return problem('kind');
  const fileId = hashOf(`file ${actor.personId} ${opId} ${at}`);
  const before = await findKept(context.documents, fileId);
  if (before !== undefined) return { file: before.value };
  const today = await roomToday(context, person, partnerIds);
  if (!today.ok) return problem('quota');
  const taken = await withRoom(
    context.queues,
    person.personId,
    MAX_FILE_BYTES,
    async (shrink): Promise<Taken> => {
      const got = await download(downloadUrl, MAX_FILE_BYTES);
      if (!got.ok) return problem(got.error.code);
      shrink(got.value.length);
      const room = await takeRoom(context, person, got.value.length);
      if (!room.ok) return problem('quota');
      return {
        file: await keepFile(context, actor, { fileId, name, bytes: got.value }),
        filesLeft: fewest(room.value.files, today.value.files),
      };
    },
  );
  return taken ?? problem('busy');
}

function fewest(...lefts: readonly (number | undefined)[]): number | undefined {
  const told = lefts.filter((left) => left !== undefined);
  return told.length === 0 ? undefined : Math.min(...told);
}

export const attachFilesAction = cardAction({
  verb: 'claim.attach',
  who: 'oneself',
  data: ['fileIds'],
  inputs: ['to', 'kind1', 'kind2', 'kind3', 'kind4', 'kind5'],
  schema: ClaimAttachPress,
  changes: true,
  async run(speaking, { data }) {
    const kinds = readKinds(data);
    const to = readPlace(data.to);
    const chosen = kinds.filter((kind) => kind !== undefined);
    if (chosen.length < kinds.length)
      return again(speaking, data, say(speaking.reader, 'files.attach.say-what'));
    if (to === undefined) return again(speaking, data, say(speaking.reader, 'files.attach.say-where'));
    const fileIds = data.fileIds.split(',');
    const files = fileIds.map((fileId, at) => ({ fileId, kind: chosen[at] ?? 'other' }));
    const attached = await attachFiles(speaking.context, speaking.actor, files, to);
    if (attached.ok) {
      const { value } = attached;
      if (value.place === 'claim') return { card: filesGatheredCard(value, speaking.reader) };
      const { draft } = value;
      const step = draft.typed.activity === '' ? 'who' : 'what';
      const note = attachedNote(MAX_CLAIM_FILES - filesOf(draft.evidence), speaking.reader);
      return formAnswer(speaking, draft, draft.typed, { step, note });
    }
    switch (attached.error.code) {
      case 'forbidden':
        return FORBIDDEN;
      case 'quota':
        return again(speaking, data, say(speaking.reader, 'files.location-full'));
      case 'over':
        return again(speaking, data, say(speaking.reader, 'files.attach.over'));
      case 'too-many':
        return again(speaking, data, say(speaking.reader, 'files.attach.full', { most: MAX_CLAIM_FILES }));
    }
  },
});

/** The question once more, for whose files they are. */
async function again(speaking: Speaking, data: ClaimAttachInput, error: Text): Promise<Answer> {
  const { context, actor, person, reader } = speaking;
  const [places, ...found] = await Promise.all([
    placesFor(context, person),
    ...data.fileIds.split(',').map((fileId) => findKept(context.documents, fileId)),
  ]);
  const files = found.flatMap((file) => (file?.value.owner === actor.personId ? [file.value] : []));
  if (places === undefined || files.length < found.length) return FORBIDDEN;
  return { card: claimFilesCard({ files, problems: [], ...places }, reader, { error, data }) };
}

function readPlace(to = ''): AttachTo | undefined {
  if (to === NEW_DRAFT) return { place: 'new', intent: Intent.parse(randomUUID()) };
  const [place, id] = to.split(':');
  const draftId = DraftId.safeParse(id);
  if (place === 'draft' && draftId.success) return { place, draftId: draftId.data };
  const claimId = ClaimId.safeParse(id);
  return place === 'claim' && claimId.success ? { place, claimId: claimId.data } : undefined;
}
