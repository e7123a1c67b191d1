/** How long each step of a claim takes; configurable, since Microsoft's own numbers have changed. */
export interface ClaimPolicy {
  /** Business days after which the review begins by itself. Source: Partner Center, manage customer associations, 2023-10. */
  readonly reviewBeginsDays: number;
  /** Business days of a review; then the operators are told, and nothing is decided. Same source. */
  readonly reviewDays: number;
  /** Business days for the partner's answer, or its defence in a contest. Same source. */
  readonly answerDays: number;
  /** Business days in which the customer may opt out, from the day it was told. Same source, "until official". */
  readonly optOutDays: number;
  /** Calendar days after a rejection in which it may be disputed, once. Same source. */
  readonly disputeDays: number;
  /** Business days of the answer to a dispute; then the operators are told. Same source. */
  readonly disputeAnswerDays: number;
  /** Business days before the end of a step on which whoever has to act is reminded. Porter's. */
  readonly remindDays: number;
  /** Calendar days before the end of a subscription on which its partner of record is reminded. Porter's. */
  readonly subscriptionReminderDays: number;
  /** Calendar days after which a file that was sent and belongs to no draft and no claim is deleted. Porter's. */
  readonly looseFileDays: number;
}

export const DEFAULT_CLAIM_POLICY: ClaimPolicy = {
  reviewBeginsDays: 5,
  reviewDays: 14,
  answerDays: 14,
  optOutDays: 5,
  disputeDays: 30,
  disputeAnswerDays: 5,
  remindDays: 2,
  subscriptionReminderDays: 30,
  looseFileDays: 14,
};
