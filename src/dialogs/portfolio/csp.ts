import { cspCard, CspShowPress, CspTickPress } from '../../cards/portfolio/csp.ts';
import { showCsp, tickCsp } from '../../usecases/portfolio/csp.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';

export const whichCsp: WhichLocation = {
  dialog: 'csp-which-location',
  kind: 'csp.kind',
  question: 'referrals.location.which',
  verb: 'csp.show',
  meant: (_speaking, locations) => locations,
  async show(speaking, partnerId) {
    const found = await showCsp(speaking.context, speaking.person, partnerId);
    return found.ok ? cspCard(found.value, speaking.reader) : noAccess(speaking);
  },
};

/** `csp`: what CSP asks for, what counts by it, and how far a location has enrolled. */
export const cspCommand: Command = {
  words: ['csp'],
  about: 'chat.about.csp',
  group: 'standing',
  who: ['role'],
  run: (speaking) => atLocation(whichCsp, speaking, () => noAccess(speaking)),
};

/** What CSP is, what counts by it by itself, and how far a location has enrolled. */
export const showCspAction = cardAction({
  verb: 'csp.show',
  who: 'role',
  data: ['partnerId'],
  inputs: [],
  schema: CspShowPress,
  changes: false,
  async run({ context, actor, reader }, { data: { partnerId } }) {
    const found = await showCsp(context, actor, partnerId);
    return found.ok ? { card: cspCard(found.value, reader) } : FORBIDDEN;
  },
});

/** A step of the enrolment is done, or is not after all. */
export const tickCspAction = cardAction({
  verb: 'csp.tick',
  who: 'program-admin',
  data: ['partnerId', 'step', 'to'],
  inputs: [],
  schema: CspTickPress,
  changes: true,
  async run({ context, actor, reader, opId }, { data: { partnerId, step, to } }) {
    const found = await tickCsp(context, actor, { partnerId, step, isDone: to === 'done' }, opId);
    return found.ok ? { card: cspCard(found.value, reader) } : FORBIDDEN;
  },
});
