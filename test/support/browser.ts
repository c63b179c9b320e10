import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const executable = process.env.CHROMIUM_BIN ?? "/usr/bin/chromium";

/**
 * Debian's Chromium, without a window.
 * @throws when it is not installed: these tests are never left out
 */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(executable)) {
    throw new Error(
      `There is no Chromium at ${executable}. Install it: apt-get update && apt-get install -y chromium; or set CHROMIUM_BIN to one.`,
    );
  }
  // In a container the browser's own sandbox needs rights that nobody has there.
  return chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

export interface Watched {
  page: Page;
  /** Errors of the page, refusals of its Content-Security-Policy included. */
  errors: string[];
  /** Addresses that it asked for. */
  requests: string[];
}

/** A page that opens an address, and what went wrong in it. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
): Promise<Watched> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, errors, requests };
}

/** The path of the innermost active state, as the page says it. */
export function activePath(page: Page): Promise<string | null> {
  return page.getByTestId("active").textContent();
}

/** Ids of the states that glow in the drawing. */
export function glowing(page: Page): Promise<string[]> {
  return page
    .locator("[data-state].is-active")
    .evaluateAll((elements) =>
      elements.map((element) => (element as unknown as { dataset: { state: string } }).dataset.state),
    );
}
