import type { PressData } from '../dialogs/speaking.ts';

/** Ids of which the chat shows the thing itself when one is typed. */
const SHOWN_BY_ID = ['claimId', 'referralId'] as const;

/** What is typed for the card of a tool, by how the tool's name begins; the longest first. */
const WORDS: readonly (readonly [begins: string, word: string])[] = [
  ['claim', 'claims'],
  ['referral', 'referrals'],
  ['scores', 'scores'],
  ['eligibility', 'scores'],
  ['certificates', 'scores'],
  ['pause', 'pause'],
  ['profile', 'profile'],
  ['associations', 'associations'],
  ['dpor_mail', 'mails'],
  ['dpor', 'associations'],
  ['pal', 'associations'],
  ['portfolio', 'portfolio'],
  ['delegation', 'portfolio'],
  ['cpor', 'portfolio'],
  ['csp', 'portfolio'],
  ['case', 'cases'],
  ['statement', 'statements'],
  ['renewal', 'renewal'],
  ['news', 'news'],
  ['ask', 'ask'],
  ['settings', 'settings'],
  ['operations', 'operations'],
  ['claims_queue', 'operations'],
];

/**
 * A link that opens Porter's chat in Teams with what brings the matching card typed already, to be sent by the person.
 * Source: Microsoft Learn, "Deep link to start a new chat", 2026.
 *
 * @param chat opens the chat itself
 */
export function cardLink(chat: string, tool: string, data: PressData): string {
  return `${chat}&message=${encodeURIComponent(typedFor(tool, data))}`;
}

function typedFor(tool: string, data: PressData): string {
  const id = SHOWN_BY_ID.map((field) => data[field]).find((value) => typeof value === 'string');
  if (id !== undefined && tool !== 'referral_why') return id;
  const [, word = 'today'] = WORDS.findLast(([begins]) => tool.startsWith(begins)) ?? [];
  return word;
}
