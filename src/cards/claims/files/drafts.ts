import { z } from 'zod';
import { ClaimId } from '../../../domain/claims/claim.ts';
import { DraftId, type ClaimDraft } from '../../../domain/claims/draft.ts';
import { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { CustomerId, PartnerId } from '../../../domain/shared/ids.ts';
import { customerTitle } from '../../associations/product.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { date, listOf, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { activityShortName } from '../../kit/labels.ts';
import { BARE, tap, type ListRow } from '../../kit/list-row.ts';
import { sentences } from '../../kit/sentences.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { targetsOf } from '../form/inputs.ts';
import { targetName } from '../target-name.ts';

/**
 * Opens the form: empty, for a customer, with what a draft holds (also as chosen from a list, whose other inputs come
 * along), or as a copy of a claim.
 */
export const ClaimNewPress = z.strictObject({
  verb: z.literal('claim.new'),
  data: z.strictObject({
    partnerId: PartnerId.optional(),
    customerId: CustomerId.optional(),
    claimId: ClaimId.optional(),
    draftId: DraftId.optional(),
  }),
});
export type ClaimNewInput = z.infer<typeof ClaimNewPress>['data'];

export const ClaimDraftsPress = z.strictObject({
  verb: z.literal('claim.drafts'),
  data: z.strictObject({ draftId: DraftId.optional() }),
});
export const ClaimDeleteDraftPress = z.strictObject({
  verb: z.literal('claim.delete-draft'),
  data: z.strictObject({ draftId: DraftId }),
});

interface ClaimDraftsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  /** That older ones are not shown; `''`: all are. */
  readonly more: Text;
  readonly rows: readonly ListRow[];
  /** Drafts to choose one from that is deleted. */
  readonly choices: readonly { readonly title: Text; readonly value: string }[];
}

/** A draft with the name of its customer, where its owner may know it. */
export interface NamedDraft {
  readonly draft: ClaimDraft;
  readonly customerName: string;
}

const MAX_ROWS = 20;

const render = cardTemplate<ClaimDraftsData>('claims-drafts');

/** One's drafts, the latest first. @param note what has just happened; `''` */
export function claimDraftsCard(drafts: readonly NamedDraft[], note: Text, reader: Reader): AdaptiveCard {
  const count = drafts.length;
  const state = count === 0 ? NONE : say(reader, 'claims.drafts.state', { count });
  const whose = say(reader, count === 0 ? 'claims.drafts.none' : 'claims.drafts.yours');
  const kind = say(reader, 'claims.list-kind');
  return render(
    {
      fallbackText: say(reader, 'claims.drafts.summary', { count }),
      head: head(kind, '', say(reader, 'claims.drafts.subject'), state),
      note: sentences(reader, note, whose),
      more: count > MAX_ROWS ? say(reader, 'claims.drafts.more', { count: count - MAX_ROWS }) : NONE,
      rows: drafts.slice(0, MAX_ROWS).map((one) => rowOf(one, reader)),
      choices: drafts.map((one) => ({ title: titleOf(one, reader), value: one.draft.draftId })),
    },
    reader,
  );
}

function rowOf(named: NamedDraft, reader: Reader): ListRow {
  return {
    ...BARE,
    subject: plain(claimDraftSubject(named, reader), 100),
    title: titleOf(named, reader),
    about: aboutOf(named.draft, reader),
    ...tap('claim.new', { draftId: named.draft.draftId }),
  };
}

function titleOf(named: NamedDraft, reader: Reader): Text {
  const said = { draft: claimDraftSubject(named, reader), day: date(named.draft.updatedAt, reader) };
  return clean(say(reader, 'claims.drafts.choice', said), 60);
}

/** Which customer a draft is about, as far as it says. Not Markdown. */
export function claimDraftSubject({ draft: { typed }, customerName }: NamedDraft, reader: Reader): Text {
  const named = customerName || typed.customerName;
  if (named !== '') return clean(named);
  const id = typed.customerTenantId || typed.customerId;
  const customerId = CustomerId.safeParse(id).data;
  if (customerId !== undefined) return customerTitle('', customerId, reader);
  return id === '' ? say(reader, 'claims.drafts.no-customer') : clean(id);
}

function aboutOf({ typed, evidence, updatedAt }: ClaimDraft, reader: Reader): Text {
  const activity = ClaimActivity.safeParse(typed.activity);
  const targets = targetsOf(typed).map((target) => targetName(target, reader));
  return dotted(
    activity.success ? activityShortName(activity.data, reader) : NONE,
    listOf(targets.slice(0, 3), reader),
    evidence.length === 0 ? NONE : say(reader, 'claims.drafts.files', { count: evidence.length }),
    say(reader, 'claims.drafts.saved', { day: date(updatedAt, reader) }),
  );
}
