import { oneLine } from "../../contracts/one-line.js";
import type { Client } from "./host.js";

/** Titles a session after what it was asked to do. One that has a title is not given one by a model. */
export async function titleSession(client: Client, sessionID: string, text: string): Promise<void> {
  const { session } = await client();
  const { data } = await session.get({ sessionID });
  const title = oneLine(text, 60);
  if (title && data && /^New session\b/.test(data.title)) await session.update({ sessionID, title });
}
