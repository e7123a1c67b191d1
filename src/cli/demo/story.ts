import type { DemoPerson } from './people.ts';

/** Something that comes from elsewhere, and is asked for by what was done or by `next`. */
export interface Step {
  /** What `next` may be followed by. */
  readonly name: 'offer' | 'dpor' | 'contest' | 'case' | 'renewal';
  /** @returns what is coming, as a sentence */
  bring(): Promise<string>;
}

/** What comes in a demo, in order, and nothing of it twice by itself. */
export interface Story {
  /** @param which a step's name; empty: whatever is next. @returns what is coming, or why nothing is */
  next(which: string): Promise<string>;
  /** Somebody of the partner that offers come to wrote, or pressed a button of that verb, and was answered. */
  done(person: DemoPerson, verb: string | undefined): Promise<void>;
}

const ANSWERS = ['referral.accept', 'referral.decline'];

/**
 * The first offer comes once anything was said, each further one once an offer was answered; everything else only when asked
 * for. While somebody fills in a form nothing comes by itself; what is due then comes with the next thing they do.
 *
 * @param steps in their order
 * @param isFillingIn whether the last thing a person was shown is a form
 */
export function createStory(steps: readonly Step[], isFillingIn: (person: DemoPerson) => boolean): Story {
  const brought = new Set<Step>();
  /** How many offers have been asked for by what was done. */
  let due = 0;

  async function bring(step: Step): Promise<string> {
    brought.add(step);
    try {
      return await step.bring();
    } catch (error) {
      return `That could not be done: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const offers = steps.filter(({ name }) => name === 'offer');
  const broughtOffers = () => offers.filter((step) => brought.has(step)).length;

  return {
    async next(which) {
      const word = which.toLowerCase();
      const named = steps.filter(({ name }) => word === '' || name === word);
      if (named.length === 0) return `There is no “next ${word}”. ${namesOf(steps)}`;
      const step = named.find((one) => !brought.has(one)) ?? (word === '' ? undefined : named[0]);
      if (step === undefined) return `All of it has come. ${namesOf(steps)}`;
      return bring(step);
    },
    async done(person, verb) {
      if (person.role !== 'admin' && person.role !== 'member') return;
      if (due === 0 || (verb !== undefined && ANSWERS.includes(verb))) due++;
      if (due <= broughtOffers() || isFillingIn(person)) return;
      const step = offers.find((one) => !brought.has(one));
      if (step !== undefined) await bring(step);
    },
  };
}

function namesOf(steps: readonly Step[]): string {
  const names = [...new Set(steps.map(({ name }) => `next ${name}`))];
  return `Write ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`;
}
