import type { Checkpoints } from "../../contracts/checkpoints.js";

/** Which of a task's files nobody can see a change of; "" where all are seen. Called while no change is under way. */
export async function unseenNote(
  checkpoints: Pick<Checkpoints, "unseen">,
  files: readonly string[],
): Promise<string> {
  const unseen = await checkpoints.unseen(files);
  if (unseen.length === 0) return "";
  const listed = unseen.map(({ path, reason }) => `${path} (${reason})`).join(", ");
  return `Changes of these files are in no diff, and a rollback does not take them back: ${listed}. Read them to know what they hold.`;
}

export function withNote(text: string, note: string): string {
  return [text, note].filter(Boolean).join("\n\n");
}
