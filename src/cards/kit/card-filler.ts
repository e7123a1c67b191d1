import type { z } from 'zod';
import { compileTemplate } from './compiled-template.ts';
import { libraryTemplate } from './library-template.ts';

/** A template in one language. */
export class CardFiller {
  readonly payload: z.core.util.JSONType;
  readonly rtl: boolean;
  readonly #fill: (root: object) => unknown;

  /** @param payload with its pieces and words in it */
  constructor(payload: z.core.util.JSONType, rtl: boolean) {
    this.payload = payload;
    this.rtl = rtl;
    this.#fill = compileTemplate(payload, rtl) ?? libraryTemplate(payload, rtl);
  }

  /** @returns the card for its data, all but the last touch of its fallback text */
  cardOf(data: object): unknown {
    return this.#fill(data);
  }
}
