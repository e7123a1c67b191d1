import { Designation, EligibilityRow, MetricRow, Specialization } from '../../domain/scores/facts.ts';
import { Scoreboard } from '../../domain/scores/scoreboard.ts';
import { defineDocument } from '../define-document.ts';

export const MetricDocument = defineDocument({
  name: 'metric',
  schema: MetricRow,
  partition: 'accounts/<globalId>',
  id: 'metric:…',
  many: 'one a row of metrics.csv: hundreds an account',
  lives: 'until an import removes it',
  fields: ['asOf', 'area'],
  orders: [['asOf']],
});

export const EligibilityDocument = defineDocument({
  name: 'eligibility',
  schema: EligibilityRow,
  partition: 'accounts/<globalId>',
  id: 'eligibility:…',
  many: 'one a row of eligibility.csv: thousands an account at most',
  lives: 'until an import removes it',
  fields: ['asOf', 'area', 'metric', 'counted'],
  orders: [['asOf']],
});

export const DesignationDocument = defineDocument({
  name: 'designation',
  schema: Designation,
  partition: 'accounts/<globalId>',
  id: 'designation:<area>',
  many: '6 an account at most',
  lives: 'until an import removes it',
});

export const SpecializationDocument = defineDocument({
  name: 'specialization',
  schema: Specialization,
  partition: 'accounts/<globalId>',
  id: 'specialization:<workload>',
  many: '19 an account at most',
  lives: 'until an import removes it',
  fields: ['expires'],
});

export const SCOREBOARD_ID = 'scoreboard';

export const ScoreboardDocument = defineDocument({
  name: 'scoreboard',
  schema: Scoreboard,
  readOften: true,
  partition: 'accounts/<globalId>',
  id: SCOREBOARD_ID,
  about: 'all that is shown of its score',
  many: 'one an account',
  lives: 'overwritten',
});

export const scoreDocuments = [
  MetricDocument,
  EligibilityDocument,
  DesignationDocument,
  SpecializationDocument,
  ScoreboardDocument,
] as const;
