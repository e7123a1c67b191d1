import { z } from 'zod';
import { CallRate } from '../../domain/agents/call-rate.ts';
import { Confirmation } from '../../domain/agents/confirmation.ts';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const ConfirmationDocument = defineDocument({
  name: 'agent-confirmation',
  schema: Confirmation,
  partition: 'people/<personId>',
  id: 'agent-confirmation:<confirmationId>',
  about: 'what an agent asked for in their name, and what became of it',
  many: 'one a thing asked for',
  lives: '30 days',
  fields: ['until'],
});

export const CallRateDocument = defineDocument({
  name: 'agent-calls',
  schema: CallRate,
  partition: 'people/<personId>',
  id: 'agent-calls',
  about: 'when agents called in their name within the last minute',
  many: 'one a person that agents call for',
  lives: 'overwritten',
});

export const LocationAgentsDocument = defineDocument({
  name: 'agent-switch',
  schema: z.object({ allowed: z.boolean(), by: z.string(), at: Instant }),
  partition: 'partners/<partnerId>',
  id: 'agent-switch',
  about: 'whether agents may work for the location’s people; absent: they may',
  many: 'one a location at most',
  lives: 'overwritten',
});

export const agentDocuments = [ConfirmationDocument, CallRateDocument, LocationAgentsDocument] as const;
