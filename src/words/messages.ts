// Made by `npm run words` from `en/*.json`. Change those.
/** What each message needs: nothing (`null`), or a value for each argument. */
export interface MessageArguments {
  readonly 'units.days-left': { readonly days: number };
  readonly 'units.hours-left': { readonly hours: number };
  readonly 'units.minutes-left': { readonly minutes: number };
  readonly 'units.overdue': null;
}
export type MessageKey = keyof MessageArguments;
