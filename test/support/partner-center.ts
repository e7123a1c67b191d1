import { LEADS_TO, type LeadFacts, type LeadId } from '../../src/domain/leads/lead.ts';
import type { RelationshipFacts } from '../../src/domain/partner-center/delegation.ts';
import type { SubscriptionFacts } from '../../src/domain/partner-center/subscription.ts';
import { ok, refuse } from '../../src/domain/shared/result.ts';
import type { PartnerCenter } from '../../src/usecases/partner-center/port.ts';
import { leadPartner } from './leads.ts';

/** Partner Center in memory, with etags and pages. */
export interface PlayedPartnerCenter extends PartnerCenter {
  readonly leads: Map<LeadId, LeadFacts>;
  subscriptionFacts: SubscriptionFacts | undefined;
  relationshipFacts: RelationshipFacts | undefined;
  /** Answers nothing. */
  isDown: boolean;
  /** Takes an answer, and loses what it says to that. */
  losesAnswer: boolean;
  /** Changes a lead there, as its sender would. */
  change(leadId: LeadId, overrides: Partial<LeadFacts>): LeadFacts;
}

const DOWN = { code: 'later', afterMs: undefined } as const;

export function playedPartnerCenter(now: () => Date): PlayedPartnerCenter {
  let etags = 1;
  const self: PlayedPartnerCenter = {
    partnerId: leadPartner,
    leads: new Map(),
    subscriptionFacts: undefined,
    relationshipFacts: undefined,
    isDown: false,
    losesAnswer: false,
    change(leadId, overrides) {
      const before = self.leads.get(leadId);
      if (before === undefined) throw new Error('no such lead');
      const changed = { ...before, updatedAt: now(), etag: `"${++etags}"`, ...overrides };
      self.leads.set(leadId, changed);
      return changed;
    },
    lead(leadId) {
      const found = self.leads.get(leadId);
      if (self.isDown) return Promise.resolve(refuse(DOWN));
      return Promise.resolve(found === undefined ? refuse({ code: 'absent' }) : ok(found));
    },
    leadsSince(since, next = '0') {
      if (self.isDown) return Promise.resolve(refuse(DOWN));
      const from = Number(next);
      const all = [...self.leads.values()]
        .filter(({ updatedAt }) => updatedAt >= since)
        .toSorted((one, two) => one.updatedAt.getTime() - two.updatedAt.getTime());
      const more = from + 3 < all.length ? String(from + 3) : undefined;
      return Promise.resolve(ok({ leads: all.slice(from, from + 3), next: more }));
    },
    answerLead(leadId, etag, { move }) {
      const found = self.leads.get(leadId);
      if (self.isDown) return Promise.resolve(refuse(DOWN));
      if (found === undefined) return Promise.resolve(refuse({ code: 'absent' }));
      if (found.etag !== etag) return Promise.resolve(refuse({ code: 'changed' }));
      const changed = self.change(leadId, LEADS_TO[move]);
      return Promise.resolve(self.losesAnswer ? refuse(DOWN) : ok(changed));
    },
    subscription: () =>
      Promise.resolve(
        self.subscriptionFacts === undefined ? refuse({ code: 'absent' }) : ok(self.subscriptionFacts),
      ),
    relationship: () =>
      Promise.resolve(
        self.relationshipFacts === undefined ? refuse({ code: 'absent' }) : ok(self.relationshipFacts),
      ),
  };
  return self;
}
