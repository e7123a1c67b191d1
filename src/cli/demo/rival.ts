import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { chatIdOf, userIdOf, type DemoPerson } from './people.ts';

const OWN = '100210';
const RIVAL = '200310';
const CONTESTABLE = ['approved', 'submitted', 'under-review', 'partner-action-required'];

const ExportedClaim = z.object({
  claimId: z.string(),
  partnerId: z.string(),
  customerId: z.string(),
  activity: z.string(),
  target: z.string(),
  status: z.string(),
  submittedAt: z.string(),
});
export type ExportedClaim = z.infer<typeof ExportedClaim>;
const SampleCustomer = z.object({ customerId: z.string(), name: z.string() });

/** What the demo does as others would: by the commands and buttons that they have. */
export interface Hands {
  readonly botUrl: string;
  /** Where Porter may talk back to; nothing is said there in answer to a press. */
  readonly serviceUrl: string;
  /** Runs a command of Porter. @throws when it fails */
  run(command: string, args: readonly string[]): Promise<void>;
}

/**
 * Claims what Contoso in the US claimed last, as somebody of Fabrikam would with the button of the form: both are under
 * contest from then on.
 *
 * @returns the claim that is contested
 * @throws Error when Fabrikam cannot claim it
 */
export async function submitRival(hands: Hands, rival: DemoPerson): Promise<ExportedClaim> {
  const claim = contested(await exportedClaims(hands));
  if (claim === undefined) throw new Error('Contoso has no claim that Fabrikam does not contest already.');
  const answer = await pressed(hands, rival, 'claim.submit', {
    intent: randomUUID(),
    partnerId: RIVAL,
    customerTenantId: claim.customerId,
    customerName: await nameOf(claim.customerId),
    activity: claim.activity,
    target: claim.target,
    isvProduct: 'Fabrikam Insights',
    evidence: 'https://files.fabrikam.test/statement-of-work.pdf',
    comments: 'We did this work for the customer, as the attached statement says.',
  });
  if (!answer.includes('"claimId"')) throw new Error(`Fabrikam cannot claim ${claim.target} there.`);
  return claim;
}

/** The newest claim of Contoso on a target that Fabrikam claims nothing on. */
function contested(claims: readonly ExportedClaim[]): ExportedClaim | undefined {
  const theirs = new Set(claims.filter(({ partnerId }) => partnerId === RIVAL).map(targetOf));
  return claims
    .filter(({ partnerId, status }) => partnerId === OWN && CONTESTABLE.includes(status))
    .filter((claim) => !theirs.has(targetOf(claim)))
    .toSorted((one, other) => rank(one) - rank(other) || (one.submittedAt < other.submittedAt ? 1 : -1))[0];
}

/** What the player claimed comes first, then what is approved since long. */
function rank({ claimId, status }: ExportedClaim): number {
  if (!/^C-1\d{3}$/.test(claimId)) return 0;
  return status === 'approved' && claimId === 'C-1002' ? 1 : 2;
}

function targetOf({ customerId, target }: ExportedClaim): string {
  return `${customerId} ${target}`;
}

function exportedClaims(hands: Hands): Promise<readonly ExportedClaim[]> {
  return exportedRows(hands, 'claims.csv', ExportedClaim);
}

/** The rows of a file of an export. */
export async function exportedRows<T>(hands: Hands, file: string, row: z.ZodType<T>): Promise<readonly T[]> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-demo-'));
  try {
    await hands.run('export', [folder]);
    return rowsOf(await readFile(join(folder, file), 'utf8'), row);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function nameOf(customerId: string): Promise<string> {
  const customers = rowsOf(await readFile('sample/customers.csv', 'utf8'), SampleCustomer);
  return customers.find((one) => one.customerId === customerId)?.name ?? 'A new customer';
}

function rowsOf<T>(text: string, row: z.ZodType<T>): readonly T[] {
  return z.array(row).parse(parse(text, { columns: true, bom: true }));
}

/** A press of a button, as Teams would send it. @returns the text of the answer */
export async function pressed(hands: Hands, by: DemoPerson, verb: string, data: object): Promise<string> {
  const response = await fetch(`${hands.botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: hands.serviceUrl,
      timestamp: new Date().toISOString(),
      from: { id: userIdOf(by), aadObjectId: by.aadObjectId, name: by.name },
      recipient: { id: '28:porter', name: 'Porter' },
      conversation: { id: chatIdOf(by), conversationType: 'personal', tenantId: by.tenantId },
      channelData: { tenant: { id: by.tenantId } },
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    }),
  });
  return response.text();
}
