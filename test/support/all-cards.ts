import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { agentCards } from './agent-cards.ts';
import { associationCards } from './association-cards.ts';
import { caseCards } from './case-cards.ts';
import { claimCards } from './claim-cards.ts';
import { claimFormFaces, claimListFaces } from './claim-faces.ts';
import { erasureCards } from './erasure-cards.ts';
import { importCards } from './import-cards.ts';
import { intakeCards, readerAt } from './intake-cards.ts';
import { knowledgeCards } from './knowledge-cards.ts';
import { leadCards } from './lead-cards.ts';
import { mailCards } from './mail-cards.ts';
import { furtherCards, referralCards, scoreCards } from './other-cards.ts';
import { planningCards } from './planning-cards.ts';
import { noon } from './referrals.ts';
import { renewalCards } from './renewal-cards.ts';
import { sharingCards } from './sharing-cards.ts';
import { teamCards } from './team-cards.ts';
import { todayCards } from './today-cards.ts';

/** Cards of one kind, and the templates that they fill. */
export interface CardSet {
  readonly name: string;
  readonly templates: readonly string[];
  readonly faces: { readonly [face: string]: AdaptiveCard };
}

/** Every card of Porter's in its faces, for a reader of that locale. */
export function allCards(locale = 'en-GB'): readonly CardSet[] {
  const reader = readerAt(noon, locale);
  return [
    {
      name: 'intake',
      templates: ['profile', 'referrals-pause', 'message'],
      faces: intakeCards(locale),
    },
    { name: 'assistants', templates: ['message'], faces: agentCards(reader) },
    {
      name: 'associations',
      templates: ['associations-list', 'associations-show', 'dpor-changed', 'dpor-history'],
      faces: associationCards(reader),
    },
    {
      name: 'claims',
      templates: ['claim', 'claims-queue'],
      faces: { ...claimCards(reader), ...claimListFaces(reader) },
    },
    { name: 'the form of a claim', templates: ['claims-form'], faces: claimFormFaces(reader) },
    {
      name: 'mails',
      templates: ['mail', 'mails', 'mail-pasted', 'dpor-request'],
      faces: mailCards(reader),
    },
    {
      name: 'referrals',
      templates: [
        'referral-offer',
        'referral-unplaced',
        'referral-why',
        'referrals-list',
        'locations-choose',
      ],
      faces: referralCards(reader),
    },
    {
      name: 'scores',
      templates: [
        'scores-area',
        'scores-choose',
        'scores-none',
        'scores-overview',
        'scores-plan',
        'scores-why',
        'eligibility',
      ],
      faces: scoreCards(reader),
    },
    { name: 'planning', templates: ['portfolio', 'pal', 'rows', 'cpor'], faces: planningCards(reader) },
    {
      name: 'cases and statements',
      templates: ['case', 'case-form', 'cases-list', 'statements'],
      faces: caseCards(reader),
    },
    { name: 'leads', templates: ['lead', 'leads-list'], faces: leadCards(reader) },
    { name: 'knowledge', templates: ['knowledge', 'news'], faces: knowledgeCards(reader) },
    { name: 'erasure', templates: ['erasure'], faces: erasureCards(reader) },
    { name: 'imports', templates: ['import'], faces: importCards(reader) },
    { name: 'renewals', templates: ['renewal'], faces: renewalCards(reader) },
    { name: 'team', templates: ['team-list', 'team-member', 'rights'], faces: teamCards(reader) },
    { name: 'shared in chats', templates: ['shared'], faces: sharingCards(reader) },
    { name: 'today', templates: ['today', 'help'], faces: todayCards(reader) },
    {
      name: 'the rest',
      templates: [
        'settings',
        'operations',
        'dpor-digest',
        'claims-drafts',
        'claims-files',
        'claims-evidence',
        'claims-list',
      ],
      faces: furtherCards(reader),
    },
  ];
}
