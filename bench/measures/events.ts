import { rounded, type Stage } from '../measure.ts';
import { sendReferrals } from '../offers.ts';
import { openRig } from '../rig.ts';
import { median } from '../stats.ts';
import { partnerCsv } from '../world.ts';

const ROUNDS = 5;
const EVENTS = 500;

export const events: Stage = {
  name: 'events',
  title: 'Events and notices',
  how: `${ROUNDS} times ${EVENTS} \`porter.referral.received\` in signed batches of 100, to a fresh store each time; one notice an event, to a connector that takes everything at once (\`PORTER_NOTIFY_RATE=10000\`). Accepted is: stored for good, with the job that handles it. Told is: matched, reserved, offered, and sent.`,
  async run() {
    const accepted: number[] = [];
    const told: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const rig = await openRig();
      await rig.import(partnerCsv());
      const porter = await rig.start('porter');
      const seconds = await sendReferrals(rig, porter, EVENTS);
      accepted.push(EVENTS / seconds.acceptedSeconds);
      told.push(EVENTS / seconds.toldSeconds);
      await porter.stop();
      await rig.close();
    }
    return [
      { id: 'events.accepted', what: 'events accepted a second', figure: rounded(median(accepted)) },
      {
        id: 'events.told',
        what: 'referrals a second, from the event to the sent notice',
        figure: rounded(median(told)),
      },
    ];
  },
};
