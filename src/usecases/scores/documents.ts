import { Designation, EligibilityRow, MetricRow, Specialization } from '../../domain/scores/facts.ts';
import { Scoreboard } from '../../domain/scores/scoreboard.ts';
import { defineDocument } from '../define-document.ts';

export const MetricDocument = defineDocument({
  name: 'metric',
  schema: MetricRow,
  partition: 'accounts/<globalId>',
  id: 'metric:…',
  fields: ['asOf', 'area'],
  orders: [['asOf']],
});

export const EligibilityDocument = defineDocument({
  name: 'eligibility',
  schema: EligibilityRow,
  partition: 'accounts/<globalId>',
  id: 'eligibility:…',
  fields: ['asOf', 'area', 'metric', 'counted'],
  orders: [['asOf']],
});

export const DesignationDocument = defineDocument({
  name: 'designation',
  schema: Designation,
  partition: 'accounts/<globalId>',
  id: 'designation:<area>',
});

export const SpecializationDocument = defineDocument({
  name: 'specialization',
  schema: Specialization,
  partition: 'accounts/<globalId>',
  id: 'specialization:<workload>',
  fields: ['expires'],
});

export const SCOREBOARD_ID = 'scoreboard';

export const ScoreboardDocument = defineDocument({
  name: 'scoreboard',
  schema: Scoreboard,
  partition: 'accounts/<globalId>',
  id: SCOREBOARD_ID,
  about: 'all that is shown of its score',
});

export const scoreDocuments = [
  MetricDocument,
  EligibilityDocument,
  DesignationDocument,
  SpecializationDocument,
  ScoreboardDocument,
] as const;
