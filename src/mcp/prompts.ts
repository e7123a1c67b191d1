import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

/** Beginnings that clients offer to their people; the tools named in them are the reading ones. */
const PROMPTS = [
  {
    name: 'plan_to_70',
    title: 'Plan to 70 points',
    text: 'Read scores_show for my partner account. For each solution area under 70 points read scores_plan, and tell me the smallest additions that qualify it and which are the least effort.',
  },
  {
    name: 'quarter_review',
    title: 'Quarter review',
    text: 'Prepare a review of this quarter: read scores_show, referrals_list and claims_list, and tell me what changed, our acceptance rate, and the claims that were decided.',
  },
  {
    name: 'prepare_claim',
    title: 'Prepare a claim',
    text: 'Help me prepare a CPOR claim. Ask me for the customer and the workload, read associations_show for that customer, tell me what proof is needed, and keep a draft with claim_draft once I have seen it.',
  },
  {
    name: 'due_this_week',
    title: 'What is due this week',
    text: 'Read today_show and tell me what is due this week, the most urgent first, with the day of each.',
  },
  {
    name: 'why_lost_customer',
    title: 'Why did we lose this customer',
    text: 'Ask me for the customer. Read associations_show for it and dpor_history for each of its subscriptions, and tell me when the association ended, who holds it now and what can be done.',
  },
] as const;

export function addPrompts(mcp: McpServer): void {
  for (const { name, title, text } of PROMPTS) {
    mcp.registerPrompt(name, { title, description: title }, () => ({
      messages: [{ role: 'user', content: { type: 'text', text } }],
    }));
  }
}
