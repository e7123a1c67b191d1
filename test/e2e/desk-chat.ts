import { afterAll, beforeAll } from '@jest/globals';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Speaker } from '../../src/cli/demo/playground.ts';
import { deskProcess, type DeskProcess } from './desk-process.ts';
import { openPlayground, type Playground } from './playground.ts';

/** Where the pictures lie that the docs show. */
export const DOCS = new URL('../../docs/', import.meta.url).pathname;

/** Porter and the Playground in a browser on it, before the tests of a file and until their end. */
export function deskChat(
  opened: (chat: { readonly desk: DeskProcess; readonly playground: Playground }) => void,
  speaker?: Speaker,
): void {
  let desk: DeskProcess | undefined;
  let playground: Playground | undefined;

  beforeAll(async () => {
    desk = await deskProcess(speaker);
    playground = await openPlayground(desk.playgroundUrl);
    opened({ desk, playground });
  }, 120_000);

  afterAll(async () => {
    await playground?.close();
    await desk?.close();
  }, 60_000);
}

export function button(card: Locator, name: string): Locator {
  return card.getByRole('button', { name, exact: true });
}

/** Keeps what a person sees of the chat with the card in view, as `docs/<name>.png`. */
export async function pictured(playground: Playground, card: Locator, name: string): Promise<void> {
  await card.scrollIntoViewIfNeeded();
  await playground.screenshot(join(DOCS, `${name}.png`));
}
