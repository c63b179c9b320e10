import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may ask. The token opens a door; behind it a cookie stands for it, so that no address shows the token. */
export interface Access {
  /** Whether a request comes from this machine's own page. @returns why it is refused */
  refusal(request: IncomingMessage): string | undefined;
  isToken(given: string | null): boolean;
  hasCookie(request: IncomingMessage): boolean;
  readonly token: string;
  /** Where the page lives. Nobody else knows it, so the cookie goes to no other server of this machine. */
  readonly door: string;
  cookie(): string;
}

export function createAccess(port: () => number): Access {
  const token = secret();
  const door = `/${randomBytes(9).toString("base64url")}/`;
  const session = secret();
  // Cookies do not tell ports apart.
  const name = () => `inspector-${port()}`;
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`];
  return {
    token,
    door,
    cookie: () => `${name()}=${session}; Path=${door}; HttpOnly; SameSite=Lax`,
    isToken: (given) => isSame(given ?? "", token),
    hasCookie: ({ headers }) =>
      (headers.cookie ?? "").split(";").some((pair) => {
        const [key = "", value = ""] = pair.trim().split("=");
        return key === name() && isSame(value, session);
      }),
    refusal({ headers, method, url = "" }) {
      const { host = "", origin } = headers;
      if (method !== "GET" && method !== "HEAD") return "The inspector is read-only: it accepts only GET";
      if (!hosts().includes(host)) return "This is another host's name: open the address as it was printed";
      if (origin !== undefined && !hosts().some((each) => origin === `http://${each}`))
        return "Another page asks: the inspector answers only its own page";
      const site = headers["sec-fetch-site"];
      const isOwn = site === undefined || site === "same-origin" || site === "none";
      // A link to the page may be clicked anywhere; what the page asks for may be asked by nobody else.
      const isVisit = headers["sec-fetch-dest"] === "document" && !url.includes("/api/");
      return isOwn || isVisit ? undefined : "Another page asks: the inspector answers only its own page";
    },
  };
}

function secret(): string {
  return randomBytes(24).toString("base64url");
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
