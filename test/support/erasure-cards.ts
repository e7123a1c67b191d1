import { eraseFormCard, erasureCard } from '../../src/cards/erasure/erasure.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { newErasure, type Erasure } from '../../src/domain/erasure/erasure.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { contosoTenant, noon } from './referrals.ts';
import { person } from './seed.ts';

const at = { partnerId: PartnerId.parse('1001'), program: 'FRP' as const };

function erasure(overrides: Partial<Erasure> = {}, waitsFor: Erasure['waitsFor'] = []): Erasure {
  const { personId, aadObjectId } = person(7);
  const traces = { tenantId: contosoTenant, aadObjectId, personId, names: [], emails: [], chats: [] };
  const pseudonym = '7c1e5b0a-1111-4222-8333-444444444444';
  const asked = { pseudonym, askedBy: 'oneself' as const, askedAt: noon, waitsFor };
  return { ...newErasure(traces, asked), ...overrides };
}

/** What came from data: memberships, the pseudonym and what was typed. */
export const ERASURE_NAMES = ['1001 FRP and 1002 CM', 'P\\-7c1e5b0a', 'P-7c1e5b0a', 'anna'];

/** An erasure in each of its states, and the operators’ form as it comes back. */
export function erasureCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const other = { ...at, partnerId: PartnerId.parse('1002'), program: 'CM' as const };
  return {
    running: erasureCard(erasure(), reader),
    waiting: erasureCard(erasure({}, [at, other]), reader),
    done: erasureCard(erasure({ state: 'done', doneAt: noon, kept: 1_204, removed: 87 }), reader),
    'no object id': eraseFormCard('anna', reader),
  };
}
