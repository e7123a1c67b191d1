import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerCase } from './answered-case.ts';
import type { DemoPerson } from './people.ts';
import { submitRival, type Hands } from './rival.ts';
import { postReferral, postSampleDpor, SAMPLE_REFERRALS, type EventSink } from './sample-events.ts';
import type { Step } from './story.ts';

/** Within the last two of the times at which admins are told: 14 and 7 days before. */
const RENEWS_IN_DAYS = 12;

/** What comes in the demo, in order: one offer to accept, one to decline, one of two parts, and then the rest. */
export function demoSteps(
  sink: EventSink,
  hands: Hands,
  { admin, rival, operator }: { readonly [who in 'admin' | 'rival' | 'operator']: DemoPerson },
): readonly Step[] {
  const { benefit, standard, split } = SAMPLE_REFERRALS;
  const offered = (customer: string) => `A referral of ${customer} is on its way to Contoso.`;
  return [
    offer(() => postReferral(sink, benefit), offered('Tailspin Toys')),
    offer(() => postReferral(sink, standard), offered('Fourth Coffee')),
    offer(
      () => postReferral(sink, split),
      'A referral of Wingtip Toys is on its way, one part to Contoso and one to Fabrikam.',
    ),
    {
      name: 'dpor',
      async bring() {
        await postSampleDpor(sink);
        return 'Fourth Coffee has moved the DPOR of its Azure subscription from Contoso to Fabrikam.';
      },
    },
    {
      name: 'contest',
      async bring() {
        const { claimId, target } = await submitRival(hands, rival);
        return `Fabrikam has claimed ${target} too: Contoso’s claim ${claimId} is contested.`;
      },
    },
    {
      name: 'case',
      async bring() {
        const caseId = await answerCase(hands, admin, operator);
        return `${operator.name} has answered ${admin.name}’s case ${caseId}.`;
      },
    },
    {
      name: 'renewal',
      async bring() {
        const day = await renewSoon(hands, new Date());
        return `Contoso’s membership in FRP now renews on ${day}, which its admins are told.`;
      },
    },
  ];
}

function offer(send: () => Promise<void>, told: string): Step {
  return {
    name: 'offer',
    async bring() {
      await send();
      return told;
    },
  };
}

/** Imports an anniversary that is near. @returns its day */
async function renewSoon(hands: Hands, now: Date): Promise<string> {
  const day = new Date(now.getTime() + RENEWS_IN_DAYS * 86_400_000).toISOString().slice(0, 10);
  const folder = await mkdtemp(join(tmpdir(), 'porter-demo-'));
  try {
    await writeFile(
      join(folder, 'memberships.csv'),
      `partnerId,program,anniversary,ends\n100210,FRP,${day},\n`,
    );
    await hands.run('import', [folder]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return day;
}
