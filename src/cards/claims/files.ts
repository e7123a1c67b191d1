import { z } from 'zod';
import type { ClaimEntry } from '../../domain/claims/claim-entry.ts';
import { EvidenceKind } from '../../domain/claims/claim.ts';
import { MOST_FILE_BYTES, MOST_FILES } from '../../domain/files/kept-file.ts';
import { messageCard } from '../chat/message.ts';
import { date, dateTime, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, plain } from '../kit/text.ts';
import { claimDraftSubject, type NamedDraft } from './drafts.ts';
import { targetName } from './target-name.ts';

const typed = z.string().max(200).optional();

/** What the question about files sends back: which, what each is, and where they belong. */
export const ClaimAttachSubmit = z.strictObject({
  verb: z.literal('claim.attach'),
  data: z.strictObject({
    /** Separated by commas, in the order of the kinds. */
    fileIds: z.string().regex(/^[0-9a-f]{32}(,[0-9a-f]{32}){0,4}$/),
    to: typed,
    kind1: typed,
    kind2: typed,
    kind3: typed,
    kind4: typed,
    kind5: typed,
  }),
});
export type ClaimAttachInput = z.infer<typeof ClaimAttachSubmit>['data'];

export const NEW_DRAFT = 'new';

const KIND_CHOICES: { readonly [kind in EvidenceKind]: string } = {
  'customer-acknowledgement': 'Customer acknowledgement',
  'statement-of-work': 'Statement of work',
  'assignment-mail': 'Assignment mail of a referral',
  other: 'Other proof',
};

interface ClaimFilesData {
  readonly fallbackText: string;
  readonly head: Head;
  /** What could not be kept, and why. */
  readonly problems: readonly string[];
  readonly error: string;
  readonly files: readonly { readonly id: string; readonly label: string; readonly value: string }[];
  readonly kinds: readonly { readonly title: string; readonly value: string }[];
  readonly places: readonly { readonly title: string; readonly value: string }[];
  readonly to: string;
  readonly fileIds: string;
}

export interface FilesShown {
  readonly files: readonly { readonly fileId: string; readonly name: string; readonly size: number }[];
  /** Of each file that was not kept. */
  readonly problems: readonly string[];
  readonly drafts: readonly NamedDraft[];
  readonly claims: readonly ClaimEntry[];
}

const render = cardTemplate<ClaimFilesData>('claims-files');

/**
 * Asks what files are that were sent in the chat, and where they belong.
 *
 * @param chosen what was chosen when it comes back, and what is wrong with it
 */
export function claimFilesCard(
  shown: FilesShown,
  reader: Reader,
  chosen?: { readonly error: string; readonly data: ClaimAttachInput },
): AdaptiveCard {
  const { files, drafts, claims } = shown;
  const count = counted(files.length, number(files.length, reader), 'file');
  const places = [
    ...claims.map((claim) => ({ title: claimTitle(claim, reader), value: `claim:${claim.claimId}` })),
    ...drafts.map((one) => ({
      title: clean(`Draft: ${claimDraftSubject(one)}, ${date(one.draft.updatedAt, reader)}`, 80),
      value: `draft:${one.draft.draftId}`,
    })),
    { title: 'A new claim', value: NEW_DRAFT },
  ];
  return render({
    fallbackText: clean(`I have kept ${count}. What is it, and where does it belong?`),
    head: head(
      'Proof of execution',
      '',
      files.length === 1 ? 'A file to attach' : `${count} to attach`,
      'Kept',
      'Good',
    ),
    problems: shown.problems,
    error: chosen?.error ?? '',
    files: files.slice(0, MOST_FILES).map(({ name, size }, at) => ({
      id: `kind${at + 1}`,
      label: clean(`What is ${name} (${sizeText(size, reader)})?`, 120),
      value: chosen === undefined ? '' : kindTyped(chosen.data, at),
    })),
    kinds: EvidenceKind.options.map((value) => ({ title: KIND_CHOICES[value], value })),
    places,
    to: chosen?.data.to ?? places[0]?.value ?? '',
    fileIds: files.map(({ fileId }) => fileId).join(','),
  });
}

/** What each file was said to be; undefined where nothing was chosen. */
export function readKinds(data: ClaimAttachInput): (EvidenceKind | undefined)[] {
  return data.fileIds.split(',').map((_, at) => EvidenceKind.safeParse(kindTyped(data, at)).data);
}

/** Nothing of what was sent could be kept. */
export function filesRefusedCard(problems: readonly string[]): AdaptiveCard {
  return messageCard({
    kind: 'Proof of execution',
    subject: problems.length === 1 ? 'The file was not kept' : 'The files were not kept',
    state: 'Not kept',
    stateColor: 'Attention',
    lines: problems,
  });
}

/** Files go with the next answer about the claim. */
export function filesGatheredCard(
  {
    claimId,
    answer,
    files,
    left,
  }: {
    readonly claimId: string;
    readonly answer: 'resubmit' | 'defend';
    readonly files: number;
    readonly left: number;
  },
  reader: Reader,
): AdaptiveCard {
  const count = counted(files, number(files, reader), 'file');
  return messageCard({
    kind: 'Proof of execution',
    subject: `Claim ${claimId}`,
    state: `${count} ready`,
    stateColor: 'Accent',
    lines: [
      `${files === 1 ? 'It goes' : 'They go'} with your answer, and not before. Send more files here, write a comment on the claim’s card, or hand over what is there now.`,
      ...leftNotes(left, 'claim', reader),
    ],
    buttons: [
      { title: 'Hand over', verb: `claim.${answer}`, data: { claimId } },
      { title: 'Open claim', verb: 'claim.show', data: { claimId } },
    ],
  });
}

export function noPlaceCard(): AdaptiveCard {
  return messageCard({
    kind: 'Proof of execution',
    subject: 'I kept no file',
    lines: [
      'Files are kept as proof of a claim, which needs an incentive role at a location. You have none, so I did not look at it.',
    ],
  });
}

/** Why a file was not kept, and what to do. @param name as it was sent */
export function fileProblem(
  name: string,
  code: 'kind' | 'address' | 'too-large' | 'empty' | 'gone' | 'unavailable' | 'too-many' | 'quota' | 'busy',
): string {
  const file = plain(name, 100) || 'The file';
  switch (code) {
    case 'kind':
      return `${file}: I keep documents, pictures and mails. Save it as PDF and send that.`;
    case 'address':
      return `${file}: it is not in SharePoint or OneDrive, so I did not fetch it. Attach it with the paper clip of this chat.`;
    case 'too-large':
      return `${file}: it is larger than ${MOST_FILE_BYTES / 1024 / 1024} MB. Send a smaller one, or put a link to it into the claim.`;
    case 'empty':
      return `${file}: it is empty.`;
    case 'gone':
      return `${file}: it is not where Teams put it any more. Please send it again.`;
    case 'unavailable':
      return `${file}: it could not be fetched whole. Please send it again in a minute.`;
    case 'too-many':
      return `${file}: I take ${MOST_FILES} files a message. Please send it in another.`;
    case 'quota':
      return `${file}: that is all I keep in a day, from you or for your location. Send it tomorrow, or put a link to it into the claim.`;
    case 'busy':
      return `${file}: I am reading many files right now. Please send it again in a minute.`;
  }
}

/** Told before the day's room is used up. @param files that still fit */
export function roomLeftText(files: number, reader: Reader): string {
  return files === 0
    ? 'I keep no more files today. Links can be put into a claim at any time.'
    : `I keep ${number(files, reader)} more files of full size today.`;
}

/** What is said under a draft that has taken files. @param left how many more it holds */
export function attachedNote(left: number, reader: Reader): string {
  return ['Attached to this draft.', ...leftNotes(left, 'draft', reader)].join(' ');
}

/** From so few on it is said how many more files go in. */
const FEW_LEFT = 4;

function leftNotes(left: number, place: 'draft' | 'claim', reader: Reader): string[] {
  if (left > FEW_LEFT) return [];
  return left === 0
    ? [`This ${place} holds no more files; further proof can be a link.`]
    : [`This ${place} holds ${counted(left, number(left, reader), 'more file')}.`];
}

function kindTyped(data: ClaimAttachInput, at: number): string {
  return [data.kind1, data.kind2, data.kind3, data.kind4, data.kind5][at] ?? '';
}

function claimTitle({ claimId, customerName, target, product, dueAt }: ClaimEntry, reader: Reader): string {
  const until = dueAt === null ? '' : `, answer by ${dateTime(dueAt, reader)}`;
  return clean(`Claim ${claimId}: ${customerName}, ${targetName(target, product)}${until}`, 120);
}

function sizeText(size: number, reader: Reader): string {
  return size < 1024 * 1024
    ? `${number(Math.max(1, Math.round(size / 1024)), reader)} KB`
    : `${number(size / 1024 / 1024, reader)} MB`;
}
