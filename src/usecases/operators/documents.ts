import { WorkSurvey } from '../../domain/operators/work.ts';
import { defineDocument } from '../define-document.ts';

/** Its id. */
export const WORK_SURVEY = 'work-survey';

export const WorkSurveyDocument = defineDocument({
  name: 'work-survey',
  schema: WorkSurvey,
  partition: 'program/operators',
  id: 'work-survey',
  about: 'what waits and what gave up, as it was when an operator last asked',
  many: 'one',
  lives: 'for good; written anew at each look',
});

export const operatorDocuments = [WorkSurveyDocument] as const;
