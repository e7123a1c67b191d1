import type { Edition } from './edition.ts';
import { FY24 } from './fy24.ts';

/** The numbers that scores are worked out by. */
export const EDITION: Edition = FY24;
