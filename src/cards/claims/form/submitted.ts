import type { Claim } from '../../../domain/claims/claim.ts';
import type { Unchecked } from '../../../domain/claims/eligibility.ts';
import { say } from '../../../words/say.ts';
import { asText, NONE, type Text } from '../../../words/text.ts';
import { messageCard, type MessageButton } from '../../chat/message.ts';
import { dateTime, listOf, type Reader } from '../../kit/format.ts';
import { activityName } from '../../kit/labels.ts';
import type { AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { uncheckedText } from './refusals.ts';
import { targetName } from '../target-name.ts';

export interface SubmittedShown {
  readonly claims: readonly Claim[];
  /** `known`: the same form had made them before. */
  readonly outcome: 'done' | 'known';
  readonly location: { readonly name: string; readonly partnerId: string };
  readonly customerName: string;
  readonly unchecked: readonly Unchecked[];
}

/** What a submission made: the claims' numbers, what happens next and when. */
export function submittedCard(shown: SubmittedShown, reader: Reader): AdaptiveCard {
  const { claims, location, outcome } = shown;
  const [first, ...others] = claims;
  if (first === undefined) throw new Error('a submission makes at least one claim');
  return messageCard(
    {
      kind: say(reader, 'claims.kind'),
      whose: location.name,
      subject:
        others.length === 0
          ? say(reader, 'claim-form.submitted.claim', { claim: clean(first.claimId) })
          : say(reader, 'claim-form.submitted.claims', { count: claims.length }),
      state: say(reader, 'claim-form.submitted.state'),
      stateColor: 'Accent',
      lines: [
        outcome === 'known' ? say(reader, 'claim-form.submitted.before') : NONE,
        others.length === 0 ? NONE : asText(claims.map((claim) => claimLine(claim, reader)).join('\n\n')),
        nextText(first, reader),
        contestText(claims, reader),
        uncheckedText(shown.unchecked, reader),
      ].filter((line) => line !== NONE),
      facts: [
        {
          title: say(reader, 'claims.fact.customer'),
          value: plain(shown.customerName || first.customerId, 100),
        },
        ...(others.length === 0
          ? [{ title: say(reader, 'claims.fact.target'), value: targetName(first.target, reader) }]
          : []),
        { title: say(reader, 'claims.fact.activity'), value: activityName(first.activity, reader) },
      ],
      small: say(reader, 'claim-form.submitted.tell-customer'),
      buttons: buttonsOf(claims, location.partnerId, reader),
    },
    reader,
  );
}

function claimLine({ claimId, target }: Claim, reader: Reader): Text {
  return say(reader, 'claim-form.submitted.line', {
    claim: clean(claimId),
    target: targetName(target, reader),
  });
}

function nextText({ status, dueAt }: Claim, reader: Reader): Text {
  return status !== 'submitted' || dueAt === null
    ? say(reader, 'claim-form.submitted.open-it')
    : say(reader, 'claim-form.submitted.next', { when: dateTime(dueAt, reader) });
}

/** Who else claims it is not told before a decision. */
function contestText(claims: readonly Claim[], reader: Reader): Text {
  const contested = claims.filter(({ contest }) => contest !== null);
  const [first] = contested;
  if (first === undefined) return NONE;
  const by = first.contest?.answerBy ?? null;
  const until = by === null ? undefined : { when: dateTime(by, reader) };
  if (contested.length === claims.length) {
    return until === undefined
      ? say(reader, 'claim-form.submitted.contested')
      : say(reader, 'claim-form.submitted.contested-by', until);
  }
  const targets = listOf(
    contested.map(({ target }) => targetName(target, reader)),
    reader,
  );
  return until === undefined
    ? say(reader, 'claim-form.submitted.contested-some', { targets })
    : say(reader, 'claim-form.submitted.contested-some-by', { ...until, targets });
}

function buttonsOf([first, ...others]: readonly Claim[], partnerId: string, reader: Reader): MessageButton[] {
  const open = {
    title: say(reader, 'claims.button.open'),
    verb: 'claim.show',
    data: { claimId: first?.claimId ?? '' },
  };
  return [
    ...(others.length === 0 ? [open] : []),
    { title: say(reader, 'claims.button.all'), verb: 'claims.list', data: { partnerId } },
    { title: say(reader, 'claims.button.new'), verb: 'claim.new', data: { partnerId } },
  ];
}
