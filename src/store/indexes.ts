/**
 * What may be asked of each kind besides its id. Both engines read this: SQLite makes index rows of it, Cosmos DB its
 * indexing policy and composite indexes. A query that names a field not declared here is refused in both.
 */
export interface KindIndex {
  /** Top-level scalar fields that conditions may compare. */
  readonly fields?: readonly string[];
  /** Top-level array fields that `contains` and `contains-any` may search. */
  readonly arrays?: readonly string[];
  /** Orders, each a list of fields, all ascending (a query may also run it all descending). The id is always last. */
  readonly orders?: readonly (readonly string[])[];
}

export const INDEXES: { readonly [kind: string]: KindIndex } = {
  location: {
    fields: ['globalId', 'tenantId', 'referralReady', 'minSeats', 'maxSeats', 'pausedUntil'],
    arrays: ['countries', 'languages', 'industries', 'programs', 'endorsed', 'mailboxes'],
    orders: [['received', 'lastOfferedAt', 'order']],
  },
  contact: { fields: ['personId', 'tenantId', 'email', 'program'] },
  membership: {},
  claim: { fields: ['partnerId', 'status', 'target'] },
  subscription: { fields: ['status', 'dporPartnerId'] },
  notice: { fields: ['open', 'state'], orders: [['createdAt']] },
  metric: { fields: ['asOf', 'area'], orders: [['asOf']] },
  eligibility: { fields: ['asOf', 'area', 'metric', 'counted'], orders: [['asOf']] },
  specialization: { fields: ['expires'] },
  designation: {},
  operator: { fields: ['personId', 'tenantId', 'email'] },
  pointer: {},
  told: { fields: ['part'] },
  audit: { orders: [['at']] },
  job: {},
  row: { fields: ['file'] },
};
