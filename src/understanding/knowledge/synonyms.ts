import type { Term } from '../terms.ts';

/**
 * English words that people new to the programme use for one thing; each counts as the first of its line. Words of several
 * meanings in the programme are left out: "support" is a case and a kind of help, "link" is PAL’s and any other.
 */
const SAME: readonly string[] = [
  'customer client buyer',
  'company business organisation organization firm employer',
  'role permission right privilege',
  'licence seat',
  'pay paid money earn payment payout compensation compensate reward revenue fee bonus incentive',
  'expire expiry lapse lapsed ends ended',
  'certification certificate certified exam mcp',
  'location office subsidiary branch country',
  'reject rejected rejection refuse refused deny denied',
  'decline object oppose',
  'proof evidence poe',
  'account login access',
  'month week',
  'programme program',
  'tell told notify notified notification inform informed alert warn hear',
  'mail email',
  'several multiple two both many',
  'attach designate assign nominate appoint',
  'change replace switch swap',
  'outside competitor public publicly rival',
  'danger dangerous risk risky harm security safe safety secure',
  'colleague coworker employee staff people',
  'administrator admin',
  'overload overloaded busy capacity swamped overwhelmed',
  'vacation holiday',
  'quick quickly fast soon deadline',
  'guide documentation manual tutorial video document',
  'badge designation',
  'information data',
  'allowed authorised authorized permitted',
  'earlier before retroactive previous previously past backward backwards',
  'different kind type sort',
  'percentage percent rate',
  'requirement condition criterion criteria',
  'priority decide order',
  'submit submission upload file apply enter register',
  'lose lost loss removed',
  'steps step button click instructions walkthrough',
  'advantage benefits gain argument reason convince',
  'link connect associate',
  'cover include contain',
  'agree consent approve sign acknowledge',
  'begin start first',
  'free charge cost',
  'old age',
  'long period',
];

/** Words that ask, and tell alike questions apart, and no more. */
export const ASKING =
  'when why where which how who whom whose what does did do will would should could may want wants know';

/** Words of every talk, which do not make a question one about the programme. */
export const EVERYDAY =
  'day days week month year time hour change number new good old long work get give take make need help left difference open say ask find people home company mail call name first order decide expire quick pay free lose begin other another more many much still all vacation manager';

/** Wordings of several words, before they are taken apart. */
export const SAME_PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(runs?|ran|running|has run) out\b/giu, 'expire'],
  [/\b(turn(ed)?|turns) down\b/giu, 'reject'],
  [/\bsign(ed)?[ -]?up\b/giu, 'enroll'],
  [/\bfree of charge\b/giu, 'free'],
  [/\b(kicked|thrown|taken) (off|out|away)\b/giu, 'lost'],
  [/\bfind out\b|\b(get|gets) a message\b/giu, 'tell'],
  [/\bno longer\b|\bnot any ?more\b/giu, 'lost'],
  [/\b(hand|handed|send|sent) in\b/giu, 'submit'],
  [/\b(show|shows|showing) up\b/giu, 'count'],
  [/\b(time off|days off|on leave)\b/giu, 'vacation'],
  [/\bin charge\b/giu, 'authorised'],
  [/\bas long as\b|\bhow long\b/giu, 'day'],
  [/\b(set|sets|setting) up\b/giu, 'create'],
  [
    /\bsomebody else\b|\bsomeone else\b|\banother (partner|company|firm)\b|\bother (partners?|companies)\b/giu,
    'another partner',
  ],
];

/** Stems that stand for others, made once with the stemmer that reads the text. */
export function sameStems(read: (text: string) => readonly Term[]): ReadonlyMap<string, string> {
  const stems = SAME.map((line) => read(line).map(({ stem }) => stem));
  return new Map(stems.flatMap(([first = '', ...others]) => others.map((other) => [other, first])));
}
