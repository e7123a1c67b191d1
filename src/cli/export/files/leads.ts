import { exportFile } from '../export-file.ts';
import { LeadDocument } from '../../../usecases/leads/documents.ts';

/** Co-sell leads as Partner Center last had them, with what was answered in chat; without contacts and notes. */
export const leads = exportFile(
  'leads.csv',
  [
    'leadId',
    'partnerId',
    'customerName',
    'country',
    'status',
    'substatus',
    'dealValue',
    'currency',
    'closesOn',
    'createdAt',
    'updatedAt',
    'answer',
    'answerState',
    'answeredAt',
  ],
  async function* (documents) {
    for await (const { value } of documents.scan(LeadDocument, 'partners')) {
      const { answer, ...lead } = value;
      yield {
        ...lead,
        answer: answer?.move ?? '',
        answerState: answer?.state ?? '',
        answeredAt: answer?.at ?? '',
      };
    }
  },
);
