import { expect, it } from '@jest/globals';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

let desk: DeskProcess;
let playground: Playground;

deskChat((opened) => ({ desk, playground } = opened));

it('a program admin is asked once which team, adds somebody, changes and deactivates', async () => {
  await playground.card('Welcome, Dana');
  await playground.say('team');
  const which = await playground.card('Which membership?');
  const team = await playground.press(button(which, 'Contoso Corporation (US), CM'), 'Pat Lindqvist');
  expect(await team.innerText()).toContain('Waiting for first chat');

  await button(team, 'Add somebody').click();
  await team.getByRole('textbox').last().fill('jo.larsen@contoso.test');
  await pictured(playground, team, 'team-add');
  const added = await playground.press(button(team, 'Add'), 'Ask them to look for me in Teams');
  await pictured(playground, added, 'team-added');

  const whole = await playground.press(button(added, 'Whole team'), 'jo.larsen@contoso.test');
  await pictured(playground, whole, 'team');
  const sam = await playground.press(whole.getByText('Sam Ortiz'), 'E-mail');
  await button(sam, 'Deactivate').click();
  const gone = await playground.press(
    sam.getByRole('button', { name: 'Deactivate', exact: true }).last(),
    'has no access to this membership any more',
  );
  expect(await gone.innerText()).not.toContain('Statement admin');

  await playground.say('team');
  const again = await playground.card('jo.larsen@contoso.test');
  const rights = await playground.press(button(again, 'What may I do?'), 'What you may do here');
  await pictured(playground, rights, 'rights');
  expect(await desk.exported('grants.csv')).not.toMatch(/333333333333,100210,CM/);
});
