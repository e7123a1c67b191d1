/** The colours of a picture. Every text has at least 4.5 : 1 against the ground, every shape that says something 3 : 1. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly subtle: string;
  /** What is not reached yet. */
  readonly rest: string;
  readonly short: string;
  readonly enough: string;
}

/** Those of Teams' cards. */
export const THEMES = {
  light: {
    ground: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    rest: '#d1d1d1',
    short: '#5b5fc7',
    enough: '#237b4b',
  },
  dark: {
    ground: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    rest: '#4d4d4d',
    short: '#9ea2ff',
    enough: '#7fc08a',
  },
} as const satisfies { readonly [name: string]: Theme };
