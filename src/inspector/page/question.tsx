import { isLive, link, moment } from "./store.js";
import { Text } from "./text.js";

/** What the run waits for the user to decide. The answer is given in OpenCode. */
export function Question() {
  const { question } = moment.value;
  if (!question) return null;
  const isOpen = isLive.value && link.value !== "file";
  return (
    <section class="question" aria-label="Question" data-testid="question">
      <h2>
        <span aria-hidden="true">‖ </span>
        {isOpen ? "It waits for you: " : "It waited for the user: "}
        <Text value={question.header} />
      </h2>
      <p class="prose">
        <Text value={question.text} />
      </p>
      {isOpen && <p class="muted">Answer in OpenCode, in its dialog or with</p>}
      <ul class="replies">
        {question.replies.map(({ reply, description }) => (
          <li key={reply}>
            <code>{commandOf(reply)}</code> {description}
          </li>
        ))}
      </ul>
    </section>
  );
}

function commandOf(reply: string): string {
  if (reply === "stop") return "/auto-stop";
  return reply === "retry" ? "/auto-resume retry [your own words]" : `/auto-resume ${reply}`;
}
