import { dporRequestCard } from '../../cards/associations/dpor-request.ts';
import { canBeAsked, isSoldThroughCsp } from '../../cards/associations/ask-form.ts';
import { targetName } from '../../cards/claims/target-name.ts';
import type { LocationView } from '../../domain/associations/customer-view.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { listAssociations } from '../../usecases/associations/list.ts';
import { findDporAsk } from '../../usecases/associations/request-dpor.ts';
import { showCustomer } from '../../usecases/associations/show.ts';
import { say } from '../../words/say.ts';
import { FORBIDDEN, type Speaking } from '../speaking.ts';
import type { Answers, Interview } from '../talk/interview.ts';

/** For which subscription a customer is asked for DPOR; it ends with the request, whose button says that it was sent. */
export const dporTalk: Interview = {
  dialog: 'talk-dpor',
  questions: [
    {
      field: 'customerId',
      clears: ['partnerId', 'subscriptionId'],
      async ask({ context, person, reader }) {
        const found = await listAssociations(context, person, undefined, { customer: '', after: undefined });
        const entries = found.ok ? found.value.entries : [];
        if (entries.length === 0) return { nothing: say(reader, 'talk.nothing.customer') };
        const named = new Map(entries.map(({ customerId, customerName }) => [customerId, customerName]));
        const choices = [...named].map(([value, title]) => ({ title: title || value, value }));
        return { subject: say(reader, 'talk.dpor.customer'), choices };
      },
    },
    {
      field: 'partnerId',
      clears: ['subscriptionId'],
      async ask(speaking, answers) {
        const at = await standingAt(speaking, answers);
        const [only, ...others] = at.map(({ location }) => location);
        if (only === undefined) return { nothing: say(speaking.reader, 'talk.nothing.customer') };
        if (others.length === 0) return { partnerId: only.partnerId };
        const choices = at.map(({ location }) => ({ title: location.name, value: location.partnerId }));
        return { subject: say(speaking.reader, 'talk.dpor.location'), choices };
      },
    },
    {
      field: 'subscriptionId',
      async ask(speaking, answers) {
        const at = await standingAt(speaking, answers);
        const asking = at.filter(({ location }) => location.partnerId === answers['partnerId']);
        const ties = at
          .flatMap((one) => one.ties.map(({ tie }) => tie))
          .filter((tie) => !isSoldThroughCsp(tie));
        const products = new Map(
          ties
            .filter(({ target }) => SubscriptionId.safeParse(target).success && canBeAsked(target, asking))
            .map(({ target, product }) => [target, product]),
        );
        return {
          subject: say(speaking.reader, 'talk.dpor.subscription'),
          line: say(speaking.reader, 'talk.dpor.subscription-line'),
          choices: [...products].map(([value, product]) => ({
            title: targetName(value, speaking.reader, product),
            value,
          })),
          other: (text) => {
            const typed = SubscriptionId.safeParse(text.trim());
            return typed.success ? { subscriptionId: typed.data } : undefined;
          },
        };
      },
      wrong: async (speaking, answers) =>
        (await askOf(speaking, answers)) === undefined
          ? say(speaking.reader, 'talk.dpor.not-theirs')
          : undefined,
    },
  ],
  async end(speaking, answers) {
    const view = await askOf(speaking, answers);
    return view === undefined
      ? FORBIDDEN
      : { card: dporRequestCard(view, speaking.actor.name, speaking.reader) };
  },
};

async function standingAt({ context, person }: Speaking, answers: Answers): Promise<readonly LocationView[]> {
  const customerId = CustomerId.safeParse(answers['customerId']);
  const found = customerId.success ? await showCustomer(context, person, customerId.data) : undefined;
  return found?.ok === true ? found.value.at : [];
}

async function askOf({ context, actor }: Speaking, { partnerId, subscriptionId }: Answers) {
  const at = PartnerId.safeParse(partnerId);
  const wanted = SubscriptionId.safeParse(subscriptionId);
  if (!at.success || !wanted.success) return undefined;
  return findDporAsk(context, actor, { partnerId: at.data, subscriptionId: wanted.data });
}
