// Made by `npm run words` from `en/*.json`. Change those.
/** What each message needs: nothing (`null`), or a value for each argument. */
export interface MessageArguments {
  readonly 'phrases.accept': null;
  readonly 'phrases.advanced-certifications': null;
  readonly 'phrases.associations': null;
  readonly 'phrases.business-applications': null;
  readonly 'phrases.cancel': null;
  readonly 'phrases.cases': null;
  readonly 'phrases.claims': null;
  readonly 'phrases.data-ai': null;
  readonly 'phrases.decline': null;
  readonly 'phrases.deployments': null;
  readonly 'phrases.digital-app-innovation': null;
  readonly 'phrases.eligibility': null;
  readonly 'phrases.help': null;
  readonly 'phrases.infrastructure': null;
  readonly 'phrases.intermediate-certifications': null;
  readonly 'phrases.lost': null;
  readonly 'phrases.mails': null;
  readonly 'phrases.modern-work': null;
  readonly 'phrases.net-customer-adds': null;
  readonly 'phrases.new-claim': null;
  readonly 'phrases.news': null;
  readonly 'phrases.operations': null;
  readonly 'phrases.partner-of-record': null;
  readonly 'phrases.pause': null;
  readonly 'phrases.polite': null;
  readonly 'phrases.portfolio': null;
  readonly 'phrases.profile': null;
  readonly 'phrases.referrals': null;
  readonly 'phrases.renewal': null;
  readonly 'phrases.resume': null;
  readonly 'phrases.scores': null;
  readonly 'phrases.security': null;
  readonly 'phrases.settings': null;
  readonly 'phrases.statements': null;
  readonly 'phrases.team': null;
  readonly 'phrases.today': null;
  readonly 'phrases.usage-growth': null;
  readonly 'units.days-left': { readonly days: number };
  readonly 'units.hours-left': { readonly hours: number };
  readonly 'units.minutes-left': { readonly minutes: number };
  readonly 'units.overdue': null;
}
export type MessageKey = keyof MessageArguments;
