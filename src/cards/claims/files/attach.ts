import { z } from 'zod';
import type { ClaimEntry } from '../../../domain/claims/claim-entry.ts';
import { EvidenceKind } from '../../../domain/claims/claim.ts';
import { MAX_FILE_BYTES, MAX_FILES } from '../../../domain/files/kept-file.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { messageCard } from '../../chat/message.ts';
import type { Choice } from '../../kit/choice.ts';
import { date, dateTime, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { sentences } from '../../kit/sentences.ts';
import { sizeText } from '../../kit/size.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { claimDraftSubject, type NamedDraft } from './drafts.ts';
import { targetName } from '../target-name.ts';

const typed = z.string().max(200).optional();

/** What the question about files sends back: which, what each is, and where they belong. */
export const ClaimAttachPress = z.strictObject({
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
export type ClaimAttachInput = z.infer<typeof ClaimAttachPress>['data'];

export const NEW_DRAFT = 'new';

interface ClaimFilesData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** What could not be kept, and why. */
  readonly problems: readonly Text[];
  readonly error: Text;
  readonly files: readonly { readonly id: string; readonly label: Text; readonly value: string }[];
  readonly kinds: readonly Choice[];
  readonly places: readonly Choice[];
  readonly to: string;
  readonly fileIds: string;
}

export interface FilesShown {
  readonly files: readonly { readonly fileId: string; readonly name: string; readonly size: number }[];
  /** Of each file that was not kept. */
  readonly problems: readonly Text[];
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
  chosen?: { readonly error: Text; readonly data: ClaimAttachInput },
): AdaptiveCard {
  const { files } = shown;
  const count = files.length;
  const places = placesOf(shown, reader);
  return render(
    {
      fallbackText: say(reader, 'files.attach.summary', { count }),
      head: head(
        say(reader, 'claims.proof'),
        '',
        say(reader, 'files.attach.subject', { count }),
        say(reader, 'files.attach.state'),
        'Good',
      ),
      problems: shown.problems,
      error: chosen?.error ?? NONE,
      files: files.slice(0, MAX_FILES).map(({ name, size }, at) => ({
        id: `kind${at + 1}`,
        label: clean(
          say(reader, 'files.attach.what', { name: clean(name), size: sizeText(size, reader) }),
          120,
        ),
        value: chosen === undefined ? '' : kindTyped(chosen.data, at),
      })),
      kinds: EvidenceKind.options.map((value) => ({
        title: say(reader, `files.attach.kind.${value}`),
        value,
      })),
      places,
      to: chosen?.data.to ?? places[0]?.value ?? '',
      fileIds: files.map(({ fileId }) => fileId).join(','),
    },
    reader,
  );
}

function placesOf({ claims, drafts }: FilesShown, reader: Reader): Choice[] {
  return [
    ...claims.map((claim) => ({ title: claimTitle(claim, reader), value: `claim:${claim.claimId}` })),
    ...drafts.map((one) => ({
      title: clean(
        say(reader, 'files.attach.place.draft', {
          draft: claimDraftSubject(one, reader),
          day: date(one.draft.updatedAt, reader),
        }),
        80,
      ),
      value: `draft:${one.draft.draftId}`,
    })),
    { title: say(reader, 'files.attach.place.new'), value: NEW_DRAFT },
  ];
}

/** What each file was said to be; undefined where nothing was chosen. */
export function readKinds(data: ClaimAttachInput): (EvidenceKind | undefined)[] {
  return data.fileIds.split(',').map((_, at) => EvidenceKind.safeParse(kindTyped(data, at)).data);
}

/** Nothing of what was sent could be kept. */
export function filesRefusedCard(problems: readonly Text[], reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'claims.proof'),
      subject: say(reader, 'files.refused.subject', { count: problems.length }),
      state: say(reader, 'files.refused.state'),
      stateColor: 'Attention',
      lines: problems,
    },
    reader,
  );
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
  return messageCard(
    {
      kind: say(reader, 'claims.proof'),
      subject: say(reader, 'claims.subject', { claim: clean(claimId) }),
      state: say(reader, 'files.gathered.state', { count: files }),
      stateColor: 'Accent',
      lines: [
        say(reader, 'files.gathered.line', { count: files }),
        ...(left > FEW_LEFT ? [] : [say(reader, 'files.left.claim', { count: left })]),
      ],
      buttons: [
        {
          title: say(reader, 'files.gathered.hand-over'),
          verb: `claim.${answer}`,
          data: { claimId },
        },
        { title: say(reader, 'claims.button.open-claim'), verb: 'claim.show', data: { claimId } },
      ],
    },
    reader,
  );
}

export function noPlaceCard(reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'claims.proof'),
      subject: say(reader, 'files.no-place.subject'),
      lines: [say(reader, 'files.no-place.line')],
    },
    reader,
  );
}

/** Why a file was not kept, and what to do. @param name as it was sent */
export function fileProblem(
  name: string,
  code: 'kind' | 'address' | 'too-large' | 'empty' | 'gone' | 'unavailable' | 'too-many' | 'quota' | 'busy',
  reader: Reader,
): Text {
  const file = plain(name, 100) || say(reader, 'files.problem.name');
  switch (code) {
    case 'too-large':
      return say(reader, 'files.problem.too-large', { file, most: MAX_FILE_BYTES / 1024 / 1024 });
    case 'too-many':
      return say(reader, 'files.problem.too-many', { file, most: MAX_FILES });
    default:
      return say(reader, `files.problem.${code}`, { file });
  }
}

/** Told before the day's room is used up. @param files that still fit */
export function roomLeftText(files: number, reader: Reader): Text {
  return say(reader, 'files.left.today', { count: files });
}

/** What is said under a draft that has taken files. @param left how many more it holds */
export function attachedNote(left: number, reader: Reader): Text {
  return sentences(
    reader,
    say(reader, 'files.attached'),
    left > FEW_LEFT ? NONE : say(reader, 'files.left.draft', { count: left }),
  );
}

/** From so few on it is said how many more files go in. */
const FEW_LEFT = 4;

function kindTyped(data: ClaimAttachInput, at: number): string {
  return [data.kind1, data.kind2, data.kind3, data.kind4, data.kind5][at] ?? '';
}

function claimTitle({ claimId, customerName, target, product, dueAt }: ClaimEntry, reader: Reader): Text {
  const named = {
    claim: clean(claimId),
    customer: clean(customerName),
    target: targetName(target, reader, product),
  };
  const title =
    dueAt === null
      ? say(reader, 'files.attach.place.claim', named)
      : say(reader, 'files.attach.place.claim-by', { ...named, when: dateTime(dueAt, reader) });
  return clean(title, 120);
}
