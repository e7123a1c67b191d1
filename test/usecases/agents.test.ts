import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { askAsAgent } from '../../src/dialogs/agents/ask.ts';
import { readAsAgent } from '../../src/dialogs/agents/press.ts';
import { agentTools } from '../../src/dialogs/agents/tools.ts';
import type { Answer, Speaking } from '../../src/dialogs/speaking.ts';
import type { ConfirmationId } from '../../src/domain/agents/confirmation.ts';
import { readsAs } from '../../src/domain/memberships/person.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { agentsAllowed, setLocationAgents } from '../../src/usecases/agents/allowed.ts';
import { findConfirmation } from '../../src/usecases/agents/answer.ts';
import { ContactDocument } from '../../src/usecases/memberships/documents.ts';
import { findPerson } from '../../src/usecases/memberships/find-person.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove } from '../../src/usecases/ports.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location, noon } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';

const one = PartnerId.parse('1001');
const referralId = ReferralId.parse('R-1');
const { actions } = createRegistry();
const tools = agentTools(actions.values());
const client = { id: 'client-1', name: 'probe' };

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld(noon);
  await world.locationWith(one, [1, 2]);
  await world.receive(referralId);
});
afterEach(() => world.close());

function speaking(number: number): Speaking {
  const who = person(number);
  return {
    context: world.context,
    person: who,
    actor: actorOf(number),
    reader: { ...readsAs(who), now: world.now },
    opId: crypto.randomUUID(),
  };
}

function toolThatActs(name: string) {
  const tool = tools.get(name);
  if (tool?.look === undefined) throw new Error(`no tool ${name} that acts`);
  return { action: tool.action, look: tool.look };
}

function asks(number: number, name: string, data: Record<string, unknown>) {
  return askAsAgent(actions, speaking(number), { ...toolThatActs(name), data }, client);
}

async function waitingFor(number: number): Promise<ConfirmationId> {
  const asked = await asks(number, 'referral_accept', { referralId, part: 1 });
  if (!asked.ok) throw new Error('refused');
  return asked.value.confirmationId;
}

function presses(number: number, verb: string, confirmationId: string): Promise<Answer> {
  const action = actions.get(verb);
  if (action === undefined) throw new Error(`no press ${verb}`);
  return action.run(speaking(number), { verb, data: { confirmationId } });
}

const kept = async (number: number, id: ConfirmationId) =>
  (await findConfirmation(world.context, actorOf(number).personId, id))?.value;
const status = async () => (await world.offer(referralId))?.status;

describe('an agent that asks to accept a referral', () => {
  it('changes nothing, and its person is shown what would happen', async () => {
    const confirmationId = await waitingFor(1);
    await world.runner.drain();

    expect(await status()).toBe('offered');
    const card = JSON.stringify(world.said.at(-1));
    expect(card).toContain('agent.confirm');
    expect(card).toContain(confirmationId);
    expect(card).toContain('Tailspin Toys');
    expect(card).toContain('probe (client-1)');
    expect(await waitingFor(1)).toBe(confirmationId);
  });

  it('has it done once its person confirms, once', async () => {
    const confirmationId = await waitingFor(1);

    expect(await presses(1, 'agent.confirm', confirmationId)).toHaveProperty('card');
    expect(await status()).toBe('accepted');
    const first = await kept(1, confirmationId);
    expect(first).toMatchObject({ answer: 'confirmed', outcome: 'done' });
    expect(await presses(1, 'agent.confirm', confirmationId)).toHaveProperty('card');
    expect(await presses(1, 'agent.refuse', confirmationId)).toHaveProperty('card');
    expect(await kept(1, confirmationId)).toEqual(first);
  });

  it('has nothing done once its person refuses, or is late', async () => {
    const refused = await waitingFor(1);
    await presses(1, 'agent.refuse', refused);
    await presses(1, 'agent.confirm', refused);
    expect(await status()).toBe('offered');
    expect(await kept(1, refused)).toMatchObject({ answer: 'refused', outcome: null });

    const late = await waitingFor(1);
    world.now = new Date(world.now.getTime() + 15 * 60_000);
    expect(await presses(1, 'agent.confirm', late)).toHaveProperty('card');
    expect(await status()).toBe('offered');
    expect(await kept(1, late)).toMatchObject({ answer: null });
  });

  it('has nothing done once the offer is over, whoever writes that down', async () => {
    const offer = await world.offer(referralId);
    const respondBy = offer?.respondBy;
    if (!respondBy) throw new Error('no deadline');
    world.now = new Date(respondBy.getTime() - 60_000);
    const confirmationId = await waitingFor(1);
    world.now = respondBy;

    expect(await asks(1, 'referral_decline', { referralId, part: 1, reason: 'capacity' })).toMatchObject({
      ok: false,
      error: { code: 'unchanged' },
    });
    expect(await presses(1, 'agent.confirm', confirmationId)).toHaveProperty('card');
    expect(await status()).toBe('timed-out');
    expect(await kept(1, confirmationId)).toMatchObject({ answer: 'confirmed', outcome: 'unchanged' });
  });

  it('moves nothing that its person left as it was, by looking what it is about', async () => {
    const two = PartnerId.parse('1002');
    const admin = contact(two, 1, { role: 'program-admin' });
    await seedLocation(world.context.documents, location({ partnerId: two }), [admin]);
    const standings = [one, two].map((partnerId) => ({ partnerId, globalId: null }));
    const asking = { ...speaking(1), person: person(1, { standings }) };
    const pause = toolThatActs('referrals_pause');
    const profile = tools.get('profile_show');
    if (profile === undefined) throw new Error('no such tool');

    expect(await askAsAgent(actions, asking, { ...pause, data: { partnerId: two } }, client)).toMatchObject({
      ok: true,
    });
    expect(await readAsAgent(profile.action, asking, { partnerId: two })).toHaveProperty('card');

    const stored = await findPerson(world.context.documents, actorOf(1));
    expect(stored?.value.lastPartnerId).toBeUndefined();
  });

  it('is for nobody else to confirm, and one that is not there is refused alike', async () => {
    const confirmationId = await waitingFor(1);

    const colleague = await presses(2, 'agent.confirm', confirmationId);
    const none = await presses(1, 'agent.confirm', '5c000000-0000-4000-8000-000000000009');

    expect(colleague).toEqual(none);
    expect(colleague).toMatchObject({ refused: 'forbidden' });
    expect(await status()).toBe('offered');
  });

  it('has nothing done for a person whose right is gone by then', async () => {
    const confirmationId = await waitingFor(1);
    const { documents } = world.context;
    const partition = partitions.partner(one);
    const roster = await documents.list(ContactDocument, partition, { limit: 10 });
    const own = roster.items.filter(({ value }) => value.personId === actorOf(1).personId);
    await documents.commit(partition, own.map(remove));

    expect(await presses(1, 'agent.confirm', confirmationId)).toMatchObject({ refused: 'forbidden' });
    expect(await status()).toBe('offered');
    expect(await kept(1, confirmationId)).toMatchObject({ answer: 'confirmed', outcome: 'refused' });
  });

  it('is refused what is not there and what is not for its person alike', async () => {
    await world.locationWith(PartnerId.parse('1002'), [3]);

    const none = await asks(1, 'referral_accept', { referralId: 'R-none', part: 1 });
    const others = await asks(3, 'referral_accept', { referralId, part: 1 });

    expect(none).toEqual(others);
    expect(none).toMatchObject({ ok: false, error: { refused: 'forbidden' } });
  });
});

describe('agents', () => {
  it('are off for who has switched them off, and for all of a location whose admin has', async () => {
    const { documents } = world.context;
    const standings = [{ partnerId: one, globalId: null }];
    const who = person(1, { standings });
    expect(await agentsAllowed(documents, who)).toBe(true);
    expect(await agentsAllowed(documents, { ...who, settings: { ...who.settings, agents: 'off' } })).toBe(
      false,
    );

    const member = await setLocationAgents(
      world.context,
      actorOf(2),
      { partnerId: one, allowed: false },
      'a',
    );
    expect(member).toEqual({ ok: false, error: { code: 'forbidden' } });
    await world.locationWith(PartnerId.parse('1003'), [4], {}, { role: 'program-admin' });
    const there = { partnerId: PartnerId.parse('1003'), allowed: false };
    expect((await setLocationAgents(world.context, actorOf(4), there, 'b')).ok).toBe(true);
    const both = [...standings, { partnerId: there.partnerId, globalId: null }];
    expect(await agentsAllowed(documents, person(1, { standings: both }))).toBe(false);
    expect(await agentsAllowed(documents, person(2, { standings }))).toBe(true);
  });

  it('are offered nothing that decides for operators, gives rights or hands out bytes', () => {
    const names = [...tools.keys()];

    expect(
      names.filter((name) => /review|told|withdraw$|reassign|team|statement_get|^file|talk|seen/.test(name)),
    ).toEqual(['claim_withdraw']);
    expect(names).toEqual(expect.arrayContaining(['scores_show', 'referral_accept', 'claims_queue']));
    for (const [name, tool] of tools) expect(name).toBe(tool.action.verb.replaceAll('.', '_'));
  });
});
