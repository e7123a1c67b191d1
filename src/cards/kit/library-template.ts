import { createRequire } from 'node:module';
// The engine itself: the package's index also declares types of a renderer's sources, which are not ours to check.
import type { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { z } from 'zod';
import { withButtonRows } from './button-rows.ts';
import { asWritten } from './written.ts';

const require = createRequire(import.meta.url);

/**
 * The same as {@link ./compiled-template.ts} with the library that defines the language, and a walk for each thing that is done.
 * It is loaded with the first template that needs it.
 */
export function libraryTemplate(payload: z.core.util.JSONType, rtl: boolean): (root: object) => unknown {
  const engine = require('adaptivecards-templating/lib/template-engine.js') as {
    readonly Template: typeof Template;
  };
  const template = new engine.Template(payload);
  return (root) => {
    const { fallbackText, ...card } = withButtonRows(template.expand({ $root: root }) as object) as {
      readonly fallbackText?: unknown;
    };
    return { ...(asWritten(rtl, card) as object), ...(fallbackText === undefined ? {} : { fallbackText }) };
  };
}
