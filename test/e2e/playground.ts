import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Agents Playground in a real browser, as a person sees it. */
export interface Playground {
  readonly page: Page;
  say(text: string): Promise<void>;
  /** The cards in the chat, oldest first. */
  readonly cards: Locator;
  /** Waits for a card that holds the text, and returns the last one that does. */
  card(text: string | RegExp): Promise<Locator>;
  /**
   * Presses what there is to press, and waits for the card that answers. The page draws a message anew when a copy of it comes,
   * and at times loses the press that falls into that; then it is pressed again, as a person would, if it is still there.
   */
  press(what: Locator, answer: string | RegExp | Locator): Promise<Locator>;
  screenshot(path: string): Promise<void>;
  /** Goes to a channel of the team, where {@link ask} is said. */
  openChannel(name: string): Promise<void>;
  /**
   * Posts a mention of the bot with these words, and waits for the card that answers. The page at times shows nothing of
   * an answer that comes before it has drawn the post; then the same is asked again, as a person would.
   */
  ask(text: string, answer: string | RegExp): Promise<void>;
  /** Goes back to the chat of the bot and the person. */
  openPersonalChat(): Promise<void>;
  close(): Promise<void>;
}

export async function openPlayground(url: string, dark = false): Promise<Playground> {
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ARGS,
  });
  const page = await browser.newPage({
    viewport: { width: 1_000, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
  });
  // The page asks a content network for fonts; nothing outside this machine is reached.
  await page.route('**/*', (route) =>
    /^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(route.request().url()) ? route.continue() : route.abort(),
  );
  await page.goto(url);
  const composer = page.locator('[data-lexical-editor=true]').first();
  await composer.waitFor();
  // The log tells of paths on this machine, and takes the room that a person's Teams has for the chat.
  await page.getByText('Log Panel').locator('xpath=../..').getByRole('button').last().click();
  const goTo = async (name: string) => {
    // The list of chats lies beside the page until its button is pressed.
    await page.getByRole('button').first().click();
    await page.getByRole('treeitem', { name }).click();
    await page.getByRole('button').first().click();
  };
  const mention = async (text: string) => {
    await composer.click();
    await composer.pressSequentially('@');
    await page.getByRole('menuitem', { name: 'Porter' }).click();
    await page.keyboard.type(` ${text}`);
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    // Until it has been posted the composer holds it, and would take what is typed next along.
    await composer.filter({ hasNotText: text }).waitFor();
  };
  const cards = page.locator('.ac-adaptiveCard:not(.ac-adaptiveCard .ac-adaptiveCard)');
  const shown = async (answer: Locator, timeout: number) => {
    try {
      await answer.last().waitFor({ timeout });
      return true;
    } catch {
      return false;
    }
  };
  return {
    page,
    cards,
    async say(text) {
      await composer.click();
      await page.keyboard.type(text);
      await page.getByRole('button', { name: 'Send Message' }).click();
    },
    async card(text) {
      const found = cards.filter({ hasText: text }).last();
      await found.waitFor({ timeout: 30_000 });
      return found;
    },
    async press(what, answer) {
      const isText = typeof answer === 'string' || answer instanceof RegExp;
      const answers = isText ? cards.filter({ hasText: answer }) : answer;
      for (let tries = 1; tries <= 3; tries++) {
        if (await what.isVisible()) await what.click();
        if (await shown(answers, 10_000)) return answers.last();
      }
      throw new Error(`nothing answered the press, with ${isText ? answer : 'the card awaited'}`);
    },
    openChannel: goTo,
    openPersonalChat: () => goTo('Personal Chat'),
    async ask(text, answer) {
      const answers = cards.filter({ hasText: answer });
      for (let tries = 1; tries <= 3; tries++) {
        await mention(text);
        if (await shown(answers, 8_000)) return;
      }
      throw new Error(`nothing answered “${text}”`);
    },
    async screenshot(path) {
      await page.screenshot({ path });
    },
    close: () => browser.close(),
  };
}
