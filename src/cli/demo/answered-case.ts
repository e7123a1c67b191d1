import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DemoPerson } from './people.ts';
import { exportedRows, pressed, type Hands } from './rival.ts';

const ExportedCase = z.object({ caseId: z.string(), status: z.string(), openedBy: z.string() });
const WAITING = ['open', 'waiting-program', 'reopened'];

/**
 * Answers a case as an operator would: the asker's that waits longest, else a dispute about a line of the latest statement,
 * opened in their name.
 *
 * @returns its number
 * @throws Error when it cannot be opened
 */
export async function answerCase(hands: Hands, asker: DemoPerson, operator: DemoPerson): Promise<string> {
  const cases = await exportedRows(hands, 'cases.csv', ExportedCase);
  const waiting = cases.find(
    ({ status, openedBy }) => openedBy === asker.aadObjectId && WAITING.includes(status),
  );
  const caseId = waiting?.caseId ?? (await openDispute(hands, asker));
  const text =
    'We have looked into it: the amount was short, and the difference comes with the next payment. Is that all?';
  await pressed(hands, operator, 'case.comment', { caseId, text });
  return caseId;
}

async function openDispute(hands: Hands, asker: DemoPerson): Promise<string> {
  const answer = await pressed(hands, asker, 'case.open', {
    intent: randomUUID(),
    partnerId: '100210',
    program: 'CM',
    kind: 'payment-dispute',
    subject: 'Paid too little in October',
    text: 'The second line is lower than what we claimed.',
    statementId: 'S-2026-10-US',
    line: '2',
  });
  const caseId = /"caseId":"(CS-[^"]+)"/.exec(answer)?.[1];
  if (caseId === undefined) throw new Error('the case could not be opened');
  return caseId;
}
