import {
  talkTakenUpCard,
  TalkGoOnPress,
  TalkLeavePress,
  TalkStartPress,
  type TalkAbout,
  type TalkStart,
} from '../../cards/chat/talk.ts';
import { listAssociationsAction } from '../associations/list.ts';
import { showCustomerAction } from '../associations/show.ts';
import { dporTalk } from '../associations/talk.ts';
import { newClaimAction } from '../claims/new.ts';
import { claimTalk } from '../claims/talk.ts';
import { showSettingsAction } from '../notices/settings.ts';
import { settingsTalk } from '../notices/talk.ts';
import { showReferral } from '../referrals/decide.ts';
import { listReferralsAction } from '../referrals/list.ts';
import { showPauseAction } from '../referrals/pause.ts';
import { declineTalk, noteTalk, pauseTalk, refOf } from '../referrals/talk.ts';
import { cardAction, type Answer, type CardAction, type Speaking } from '../speaking.ts';
import type { Answers, Interview } from './interview.ts';

/** A conversation, and the button that shows what it is about: whoever may press that may begin it. */
interface Begins {
  readonly interview: Interview;
  readonly shows: (ids: TalkStart) => readonly [CardAction, object];
}

export const INTERVIEWS: { readonly [about in TalkAbout]: Begins } = {
  claim: {
    interview: claimTalk,
    shows: ({ partnerId, customerId }) => [newClaimAction, { partnerId, customerId }],
  },
  decline: { interview: declineTalk, shows: referralShown },
  note: { interview: noteTalk, shows: referralShown },
  pause: {
    interview: pauseTalk,
    shows: ({ partnerId }) =>
      partnerId === undefined ? [listReferralsAction, {}] : [showPauseAction, { partnerId }],
  },
  dpor: {
    interview: dporTalk,
    shows: ({ customerId }) =>
      customerId === undefined ? [listAssociationsAction, {}] : [showCustomerAction, { customerId }],
  },
  settings: { interview: settingsTalk, shows: () => [showSettingsAction, {}] },
};

function referralShown({ referralId, part, offer }: TalkStart): readonly [CardAction, object] {
  return referralId === undefined
    ? [listReferralsAction, {}]
    : [showReferral, { referralId, part: part ?? 1, offer }];
}

/** Begins to ask what a form would hold; the card that was pressed stays as it is. */
export const startTalkAction = cardAction({
  verb: 'talk.start',
  who: 'its-reader',
  data: ['about', 'partnerId', 'customerId', 'referralId', 'part'],
  inputs: [],
  schema: TalkStartPress,
  changes: false,
  async run(speaking, { data }) {
    const { interview, shows } = INTERVIEWS[data.about];
    const [press, ids] = shows(data);
    const shown = await shownBy(speaking, press, ids);
    return 'card' in shown
      ? { card: shown.card, asks: { dialog: interview.dialog, options: { answers: answersIn(data) } } }
      : shown;
  },
});

function shownBy(speaking: Speaking, press: CardAction, ids: object): Promise<Answer> {
  const told = Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
  return press.run(speaking, { verb: press.verb, data: told });
}

function answersIn({ partnerId, customerId, referralId, part = 1, offer }: TalkStart): Answers {
  return {
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(referralId === undefined ? {} : { referral: refOf({ referralId, part, round: offer }) }),
  };
}

export const goOnAction = cardAction({
  verb: 'talk.go-on',
  who: 'oneself',
  data: [],
  inputs: [],
  schema: TalkGoOnPress,
  changes: false,
  run: ({ reader }) => Promise.resolve({ card: talkTakenUpCard(true, reader), asks: 'left' as const }),
});

export const leaveTalkAction = cardAction({
  verb: 'talk.leave',
  who: 'oneself',
  data: [],
  inputs: [],
  schema: TalkLeavePress,
  changes: false,
  run: ({ reader }) => Promise.resolve({ card: talkTakenUpCard(false, reader) }),
});
